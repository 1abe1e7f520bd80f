"""How is something reported, by whom, and what do they hear of it?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from activities.engagement.commenting import add_comment
from activities.tracking.services import delete_activity, purge_activities
from config.kernel.errors import RateLimited
from notifications.models import Notification
from social.conversations.sending import send_message
from social.conversations.services import start_conversation
from social.models import Block, Case, Report
from social.moderation.reporting import report

pytestmark = pytest.mark.django_db
URL = "/api/v1/reports"


@pytest.fixture
def comment(alice: Any, bob: Any, run: Any) -> Any:
    """By bob, under alice's run for friends."""
    return add_comment(run(alice), bob, "An ugly word")


def send(client: Any, kind: str, id: int, **fields: Any) -> Any:
    return client.post(URL, {"kind": kind, "id": id, "reason": "hate"} | fields, format="json")


def test_all_that_one_sees_can_be_reported_and_nothing_else(
    alice: Any, bob: Any, charlie: Any, comment: Any, api: Any
) -> None:
    talk, _ = start_conversation(bob, [alice.pk])
    message = send_message(bob, talk.pk, "Another ugly word", "c1")
    things = {"person": bob.pk, "comment": comment.pk, "message": message.pk}
    mine = api(alice)
    for kind, pk in things.items():
        answer = send(mine, kind, pk, note="Look at this")
        assert answer.status_code == 201, answer.json()
        assert Case.objects.get(kind=kind).owner == bob
    assert send(api(bob), "activity", comment.activity_id).status_code == 201
    assert send(api(bob), "conversation", talk.pk).status_code == 201
    for kind, pk in (things | {"activity": comment.activity_id, "conversation": talk.pk}).items():
        assert send(api(), kind, pk).status_code == 401
        if kind != "person":
            assert send(api(charlie), kind, pk).status_code == 404, kind
        assert send(mine, kind, 999_999).status_code == 404
    assert Report.objects.count() == 5


def test_again_is_the_same_report_and_blocking_comes_with_it(alice: Any, bob: Any, comment: Any, api: Any) -> None:
    client = api(alice)
    first = send(client, "comment", comment.pk, block=True)
    again = send(client, "comment", comment.pk, reason="spam", block=True)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert first.json()["reason"] == "hate"
    assert Block.objects.filter(blocker=alice, blocked=bob).exists()
    listed = client.get(URL).json()["results"]
    assert [(row["kind"], row["object_id"], row["outcome"]) for row in listed] == [("comment", comment.pk, "open")]
    assert api(bob).get(URL).json()["results"] == []
    assert api().get(URL).status_code == 401


@pytest.mark.parametrize(
    ("fields", "named"),
    [({"reason": "ugly"}, "reason"), ({"note": "x" * 1001}, "note"), ({"kind": "poem"}, "kind"), ({"who": 1}, "who")],
)
def test_what_makes_no_sense_is_refused_by_name(
    alice: Any, comment: Any, api: Any, fields: dict[str, Any], named: str
) -> None:
    answer = send(api(alice), **({"kind": "comment", "id": comment.pk} | fields))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [named])


def test_nobody_reports_themselves(bob: Any, comment: Any, api: Any) -> None:
    for kind, pk in (("comment", comment.pk), ("person", bob.pk)):
        assert send(api(bob), kind, pk).json()["code"] == "own"
    assert not Case.objects.exists()


def test_twenty_an_hour_are_enough(alice: Any, person: Any) -> None:
    people = [person(f"p{n}") for n in range(21)]
    for one in people[:20]:
        report(alice, "person", one.pk, "spam")
    with pytest.raises(RateLimited):
        report(alice, "person", people[20].pk, "spam")
    report(alice, "person", people[0].pk, "spam")  # the same again costs nothing
    assert Report.objects.count() == 20


def test_the_list_costs_the_same_however_long(
    alice: Any, person: Any, api: Any, django_assert_num_queries: Any
) -> None:
    client = api(alice)
    client.get(URL)
    for n in range(3):
        report(alice, "person", person(f"p{n}").pk, "spam")
    with django_assert_num_queries(2):
        assert len(client.get(URL).json()["results"]) == 3


def test_what_is_under_report_is_not_deleted_for_good(alice: Any, bob: Any, run: Any) -> None:
    """S-SEED-26."""
    one, other = run(alice), run(alice)
    report(bob, "activity", one.pk, "spam")
    for activity in (one, other):
        delete_activity(activity, alice)
    assert purge_activities(timezone.now() + timedelta(days=1)) == 1
    assert type(one).objects.filter(pk=one.pk).exists()


def test_the_reporter_hears_that_it_is_settled_and_no_more(
    alice: Any, bob: Any, comment: Any, decide: Any, api: Any, work: Any
) -> None:
    report(alice, "comment", comment.pk, "hate")
    decide(Case.objects.get(), "warn")
    work()
    work()
    line = Notification.objects.get(user=alice, type="report")
    assert line.title == "Your report of a comment was right: we have acted on it"
    assert "bob" not in f"{line.title} {line.message}".lower()
    told = api(alice).get(URL).json()["results"][0]
    assert (told["outcome"], told["settled_at"] is None) == ("upheld", False)
    assert set(told) == {"id", "kind", "object_id", "reason", "note", "created_at", "outcome", "settled_at"}
    assert send(api(alice), "comment", comment.pk).status_code == 201  # a new one


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_one_case(alice: Any, person: Any) -> None:
    people = [person(f"p{n}") for n in range(6)]

    def act(by: Any) -> None:
        try:
            report(by, "person", alice.pk, "spam")
            report(by, "person", alice.pk, "spam")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, people))
    assert Case.objects.get().reports.count() == 6


def test_the_page_works_without_a_script(alice: Any, bob: Any, charlie: Any, comment: Any, api: Any) -> None:
    client, address = api(alice), f"/social/report/?kind=comment&id={comment.pk}"
    page = client.get(f"/social/activities/{comment.activity_id}/").text
    assert address.replace("&", "&amp;") in page
    assert "An ugly word" in client.get(address).text
    assert client.post(address, {}, format="multipart").status_code == 400
    done = client.post(address, {"reason": "hate", "block": "on"}, format="multipart", follow=True)
    assert "Moderators will look at it" in done.text
    assert Report.objects.get().reporter == alice
    assert Block.objects.filter(blocker=alice, blocked=bob).exists()
    assert api(charlie).get(address).status_code == 404
    assert api().get(address).status_code == 302
