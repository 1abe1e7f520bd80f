"""Can one block and mute a person from their page, see whom, and undo it, by forms alone?"""

from __future__ import annotations

from typing import Any

import pytest

from social.safety.models import Block, Mute

pytestmark = pytest.mark.django_db
LIST, CHANGE = "/social/settings/people/", "/social/settings/people/change/"


def test_nobody_yet_says_where_to_find_it(alice: Any, visit: Any) -> None:
    client = visit(alice)
    assert "You block nobody" in client.get(LIST).content.decode()
    assert "You mute nobody" in client.get(f"{LIST}?show=muted").content.decode()
    assert client.get(f"{LIST}?show=secret").status_code == 404


def test_who_is_blocked_is_gone_listed_and_let_go_again(alice: Any, bob: Any, visit: Any) -> None:
    client = visit(alice)
    assert 'value="block"' in client.get("/social/people/bob/").content.decode()
    text = client.post(CHANGE, {"person": bob.pk, "wish": "block", "next": "/social/people/bob/"}, follow=True)
    assert 'value="unblock"' in text.content.decode()
    assert "@bob" in text.content.decode()
    assert client.get("/social/people/bob/").status_code == visit(bob).get("/social/people/alice/").status_code == 404
    client.post(CHANGE, {"person": bob.pk, "wish": "unblock"})
    assert not Block.objects.exists()
    assert client.get("/social/people/bob/").status_code == 200


def test_who_is_muted_is_listed_and_the_page_offers_to_undo_it(alice: Any, bob: Any, visit: Any) -> None:
    client = visit(alice)
    answer = client.post(CHANGE, {"person": bob.pk, "wish": "mute", "next": "/social/people/bob/"}, follow=True)
    assert 'value="unmute"' in answer.content.decode()
    assert "@bob" in client.get(f"{LIST}?show=muted").content.decode()
    assert "@bob" not in visit(bob).get(f"{LIST}?show=muted").content.decode().split("<main")[1].split("</main")[0]
    client.post(CHANGE, {"person": bob.pk, "wish": "unmute"})
    assert not Mute.objects.exists()


@pytest.mark.parametrize("named", ["", "x", "999999999"])
def test_who_is_not_there_changes_nothing(named: str, alice: Any, visit: Any) -> None:
    assert visit(alice).post(CHANGE, {"person": named, "wish": "block"}).status_code == 302
    assert not Block.objects.exists()


def test_oneself_is_refused_in_words(alice: Any, visit: Any) -> None:
    answer = visit(alice).post(CHANGE, {"person": alice.pk, "wish": "block"}, follow=True)
    assert "You cannot do this to yourself." in answer.content.decode()
