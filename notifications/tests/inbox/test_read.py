"""Is the inbox listed, counted, narrowed and marked read, and only by its owner?"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from notifications.models import Notification
from realtime.models import OutboxEvent
from realtime.sockets.snapshots import PARTS
from social.models import Block

pytestmark = pytest.mark.django_db
INBOX = "/api/v1/notifications"


@pytest.fixture
def told(person: Any) -> Callable[..., Notification]:
    """Puts a line into somebody's inbox: `told(alice)`, by a new person each time unless `actor` is given."""

    def make(owner: Any, **fields: Any) -> Notification:
        number = Notification.objects.count()
        if "actor" not in fields:
            fields["actor"] = person(f"actor{number}")
        return Notification.objects.create(
            user=owner, **({"type": "like", "title": "T", "related_id": number} | fields)
        )

    return make


def ids(client: Any, query: str = "") -> list[int]:
    return [line["id"] for line in client.get(INBOX + query).json()["results"]]


def unread(client: Any) -> int:
    return int(client.get(f"{INBOX}/unread-count").json()["unread"])


def test_a_line_says_who_did_what(alice: Any, charlie: Any, told: Any, api: Any) -> None:
    line = told(alice, actor=charlie, title="Charlie likes Lake run", message="", related_id=7)
    (row,) = api(alice).get(INBOX).json()["results"]
    assert row.pop("created_at") == line.created_at.isoformat().replace("+00:00", "Z")
    card = {"id": charlie.pk, "username": "charlie", "name": "Charlie", "avatar": None}
    assert row == {
        "id": line.pk,
        "type": "like",
        "title": "Charlie likes Lake run",
        "message": "",
        "is_read": False,
        "related_id": 7,
        "group": str(line.pk),
        "actor": card,
        "actors": [card],
        "others": 0,
        "link": "/social/activities/7/",
    }


def test_a_line_without_an_actor_is_shown_and_counted(alice: Any, told: Any, api: Any) -> None:
    line = told(alice, actor=None, type="achievement")
    assert api(alice).get(INBOX).json()["results"][0]["actor"] is None
    assert (ids(api(alice)), unread(api(alice))) == ([line.pk], 1)


def test_the_list_is_newest_first_paged_and_ones_own(alice: Any, charlie: Any, told: Any, api: Any) -> None:
    told(charlie)
    lines = [told(alice).pk for _ in range(5)][::-1]
    assert ids(api(alice)) == lines
    page = api(alice).get(f"{INBOX}?limit=2").json()
    assert [line["id"] for line in page["results"]] == lines[:2]
    assert [line["id"] for line in api(alice).get(page["next"]).json()["results"]] == lines[2:4]


def test_the_list_is_narrowed_by_unread_and_type(alice: Any, told: Any, api: Any) -> None:
    old, new = told(alice, is_read=True).pk, told(alice).pk
    follow = told(alice, type="follow").pk
    client = api(alice)
    assert ids(client, "?unread=true") == ids(client, "?unread=1") == ids(client, "?unread=True") == [follow, new]
    assert ids(client, "?unread=false") == ids(client, "?unread=0") == [old]
    assert ids(client, "?type=follow") == [follow]
    assert ids(client, "?type=like&unread=true") == [new]
    assert ids(client, "?type=comment") == []


@pytest.mark.parametrize(
    ("query", "field"), [("?unread=perhaps", "unread"), ("?unread=", "unread"), ("?type=x", "type")]
)
def test_a_filter_that_is_none_is_refused(alice: Any, api: Any, query: str, field: str) -> None:
    answer = api(alice).get(INBOX + query)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_the_list_costs_the_same_however_long_it_is(
    alice: Any, told: Any, api: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        told(alice)
    client = api(alice)
    client.get(INBOX)
    with django_assert_max_num_queries(3):
        assert len(ids(client)) == 12


def test_one_is_marked_read(alice: Any, told: Any, api: Any) -> None:
    line, other = told(alice), told(alice)
    answer = api(alice).post(f"{INBOX}/{line.pk}/read")
    assert (answer.status_code, answer.json()) == (200, {"unread": 1})
    assert ids(api(alice), "?unread=true") == [other.pk]
    assert ids(api(alice)) == [other.pk, line.pk]


def test_several_are_marked_read(alice: Any, told: Any, api: Any) -> None:
    lines = [told(alice).pk for _ in range(4)]
    answer = api(alice).post(f"{INBOX}/read", {"ids": [lines[0], lines[2], lines[2], 10**9, 2**63, 10**30]})
    assert (answer.status_code, answer.json()) == (200, {"unread": 2})
    assert ids(api(alice), "?unread=true") == [lines[3], lines[1]]


def test_all_are_marked_read(alice: Any, charlie: Any, told: Any, api: Any) -> None:
    for owner in (alice, alice, charlie):
        told(owner)
    assert api(alice).post(f"{INBOX}/read-all").json() == {"unread": 0}
    assert (unread(api(alice)), unread(api(charlie))) == (0, 1)


@pytest.mark.parametrize("way", ["one", "several", "all"])
def test_marking_is_told_once_to_ones_own_devices(alice: Any, told: Any, api: Any, way: str) -> None:
    """E2: and again only if something has changed."""
    line = told(alice)
    for _ in range(2):
        client = api(alice)
        {
            "one": lambda client=client: client.post(f"{INBOX}/{line.pk}/read"),
            "several": lambda client=client: client.post(f"{INBOX}/read", {"ids": [line.pk]}),
            "all": lambda client=client: client.post(f"{INBOX}/read-all"),
        }[way]()
    read = OutboxEvent.objects.get(type="notification_read")
    assert json.loads(read.payload) == {"ids": [line.pk]}
    assert OutboxEvent.objects.filter(type="unread_count").count() == 1
    assert json.loads(read.audience)["ids"] == [alice.pk]


def test_what_is_anothers_cannot_be_marked(alice: Any, charlie: Any, told: Any, api: Any) -> None:
    """S-AZ-4: the 404 of what does not exist, and in a list no effect."""
    line = told(alice)
    foreign, missing = (api(charlie).post(f"{INBOX}/{pk}/read") for pk in (line.pk, 10**9))
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert api(charlie).post(f"{INBOX}/read", {"ids": [line.pk]}).json() == {"unread": 0}
    api(charlie).post(f"{INBOX}/read-all")
    line.refresh_from_db()
    assert line.is_read is False
    assert not OutboxEvent.objects.exists()


BAD: list[Any] = [{}, {"ids": []}, {"ids": "1"}, {"ids": 1}, {"ids": None}, {"ids": {"a": 1}}, {"ids": ["x"]}]
BAD += [{"ids": [0]}, {"ids": [-1]}, {"ids": [1.5]}, {"ids": [None]}, {"ids": [True]}, {"ids": [[1]]}]
BAD += [{"ids": list(range(1, 1002))}, [], [1], "1", None]


@pytest.mark.parametrize("body", BAD, ids=lambda body: json.dumps(body)[:30])
def test_a_bad_body_is_refused_and_marks_nothing(alice: Any, told: Any, api: Any, body: Any) -> None:
    told(alice)
    answer = api(alice).generic("POST", f"{INBOX}/read", json.dumps(body), "application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert answer.json()["errors"].keys() <= {"ids", "non_field_errors"}
    assert Notification.objects.filter(is_read=True).count() == 0


def test_people_kept_apart_and_suspended_people_leave_list_and_count(
    alice: Any, charlie: Any, person: Any, told: Any, api: Any
) -> None:
    """S-PR-3: at once, also in the snapshot of a socket; and they come back."""
    blocked, blocking, suspended = person("blocked"), person("blocking"), person("suspended")
    lines = {who: told(alice, actor=who).pk for who in (blocked, blocking, suspended, charlie)}
    assert unread(api(alice)) == 4
    Block.objects.create(blocker=alice, blocked=blocked)
    Block.objects.create(blocker=blocking, blocked=alice)
    type(suspended).objects.filter(pk=suspended.pk).update(is_active=False)
    assert ids(api(alice)) == ids(api(alice), "?unread=true") == [lines[charlie]]
    assert unread(api(alice)) == 1
    assert PARTS["unread"](alice) == {"notifications": 1}
    for who in (blocked, blocking, suspended):
        assert api(alice).post(f"{INBOX}/{lines[who]}/read").status_code == 404
    Block.objects.all().delete()
    assert unread(api(alice)) == 3


def test_a_block_between_others_hides_nothing(alice: Any, bob: Any, charlie: Any, told: Any, api: Any) -> None:
    line = told(alice, actor=charlie)
    Block.objects.create(blocker=bob, blocked=charlie)
    assert line.pk in ids(api(alice))


@pytest.mark.parametrize("path", ["", "/unread-count", "/1/read", "/read", "/read-all"])
def test_nobody_without_a_credential_has_an_inbox(api: Any, path: str) -> None:
    client = api()
    answer = (
        client.post(INBOX + path, {"ids": [1]}) if "read" in path and "count" not in path else client.get(INBOX + path)
    )
    assert answer.status_code == 401
