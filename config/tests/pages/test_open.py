"""Do the pages open, for whom they should?"""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.test import AsyncClient, Client

pytestmark = pytest.mark.django_db

PAGES = [
    "/social/",
    "/social/import/",
    "/social/activities/new/",
    "/social/friends/",
    "/social/people/",
    "/social/people/?q=bo",
    "/social/people/bob/",
    "/social/messages/",
    "/social/messages/new/",
    "/social/notifications/",
    "/social/settings/",
    "/social/settings/zones/",
    "/social/settings/zones/?near=last",
    "/social/settings/exports/",
    "/social/settings/leave/",
    "/social/settings/people/",
    "/social/settings/webhooks/",
    "/social/settings/webhooks/new/",
    "/social/followers/",
    "/social/stats/",
    "/social/people/bob/figures/",
    "/social/challenges/",
    "/social/challenges/?show=mine",
    "/social/challenges/new/",
]
OF_ONE_ACTIVITY = ["", "edit/", "delete/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_for_a_person(address: str, alice: Any, bob: Any, visit: Any) -> None:
    answer = visit(alice).get(address)
    assert answer.status_code == 200
    assert '<main id="content"' in answer.content.decode()


@pytest.mark.parametrize("address", [*PAGES, "/social/activities/1/", "/social/friends/change/"])
def test_a_stranger_is_sent_to_log_in_and_comes_back(address: str, bob: Any, visit: Any) -> None:
    answer = visit().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/social/")


@pytest.mark.parametrize("part", OF_ONE_ACTIVITY)
def test_the_pages_of_an_activity_open_for_its_owner(part: str, alice: Any, run: Any, visit: Any) -> None:
    assert visit(alice).get(f"/social/activities/{run(alice).pk}/{part}").status_code == 200


@pytest.mark.parametrize("part", OF_ONE_ACTIVITY)
def test_an_activity_one_may_not_see_is_not_there(part: str, alice: Any, charlie: Any, run: Any, visit: Any) -> None:
    assert visit(charlie).get(f"/social/activities/{run(alice).pk}/{part}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/social/activities/99999999999999999999/",
        "/social/people/nobody/",
        "/social/people/a%00b/",
        "/social/notifications/?page=0",
        "/social/notifications/?page=٣",
        "/social/people/nobody/figures/",
        "/social/challenges/99999999999/",
        "/social/challenges/?show=secret",
        "/social/import/00000000-0000-0000-0000-000000000000/",
        "/nowhere/",
    ],
)
def test_what_is_not_there_is_told_in_our_look(address: str, alice: Any, visit: Any) -> None:
    answer = visit(alice).get(address)
    assert answer.status_code == 404
    assert "Nothing here" in answer.content.decode()


def test_a_faulty_cursor_is_told(alice: Any, visit: Any) -> None:
    answer = visit(alice).get("/social/?cursor=bad")
    assert answer.status_code == 400
    assert "This is not possible" in answer.content.decode()


def test_a_fault_of_ours_is_told_without_a_trace(alice: Any, visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: Any, **__: Any) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("config.pages.feed.feed_page", break_down)
    client = visit(alice)
    client.raise_request_exception = False
    answer = client.get("/social/")
    assert answer.status_code == 500
    assert "Our fault" in answer.content.decode()
    assert "a secret" not in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_words(alice: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = client.post("/social/activities/new/", {"title": "Run"})
    assert answer.status_code == 403
    assert "This form is out of date" in answer.content.decode()


def test_strangers_are_shown_the_way_in_and_people_their_feed(alice: Any, visit: Any) -> None:
    landing = visit().get("/").content.decode()
    assert 'href="/accounts/signup/"' in landing
    assert 'href="/accounts/login/"' in landing
    assert visit(alice).get("/")["Location"] == "/social/"


def test_an_address_for_forms_leads_to_the_feed(alice: Any, visit: Any) -> None:
    assert visit(alice).get("/social/friends/change/")["Location"] == "/social/"


def test_a_page_is_under_the_strict_policy(alice: Any, visit: Any) -> None:
    answer = visit(alice).get("/social/")
    policy = answer["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe-inline" not in policy
    text = answer.content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text
    assert text.count("<script") == 2  # the module, and the data it reads


def test_a_page_goes_out_compressed_but_not_beside_words_of_its_address(alice: Any, visit: Any) -> None:
    """From the size of an answer nobody learns whether a word of theirs stands on the page."""
    client = visit(alice)
    packed = client.get("/social/people/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert b"Find people" in gzip.decompress(packed.content)
    assert "Content-Encoding" not in client.get("/social/people/?q=a", headers={"Accept-Encoding": "gzip"})


@pytest.mark.parametrize("address", ["/social/", "/social/notifications/preferences/"])
def test_one_policy_of_trusted_types_is_named_and_nothing_beside_it(address: str, alice: Any, visit: Any) -> None:
    """S-BR-2: a name beside 'none' would be a fault in the console."""
    parts = [part.split() for part in visit(alice).get(address)["Content-Security-Policy"].split(";")]
    assert [part for part in parts if part[0] == "trusted-types"] == [["trusted-types", "slipstream-worker"]]


def test_a_page_says_where_the_stream_stood(alice: Any, bob: Any, visit: Any, run: Any, relay: Any) -> None:
    data = visit(alice).get("/social/").context["frame"].for_modules
    assert data["position"]["epoch"]
    assert data["position"]["seq"] >= 0
    assert data["me"] == {"id": alice.pk, "username": "alice", "name": "Alice", "avatar": None}


def test_a_page_opens_while_redis_is_away(alice: Any, visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = visit(alice)
    monkeypatch.setattr("config.pages.page.open_stream_sync", lambda person_id: None)
    answer = client.get("/social/")
    assert answer.status_code == 200
    assert answer.context["frame"].for_modules["position"] is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("address", "status"), [("/nowhere/", 404), ("/favicon.ico", 302), ("/social/", 200)])
async def test_the_asynchronous_server_answers_alike(address: str, status: int, alice: Any) -> None:
    client = AsyncClient()
    await client.aforce_login(alice)
    assert (await client.get(address)).status_code == status
