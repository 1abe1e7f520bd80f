"""Can a person say what they are told, where and when, and learn why they were told?"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest

from activities.engagement.services import like_activity
from notifications.inbox.kinds import CHOOSABLE
from notifications.inbox.models import Delivery
from notifications.inbox.preferences import quiet_until
from notifications.models import Notification, Preference

pytestmark = pytest.mark.django_db
PREFERENCES = "/api/v1/notifications/preferences"


def change(client: Any, **body: Any) -> Any:
    return client.patch(PREFERENCES, body, format="json")


def test_the_defaults_are_told_whole(alice: Any, api: Any) -> None:
    told = api(alice).get(PREFERENCES).json()
    assert told["types"]["like"] == {"in_app": True, "email": False, "push": False}
    assert told["types"]["mention"] == {"in_app": True, "email": True, "push": True}
    assert told["types"].keys() == set(CHOOSABLE)
    rest = {name: told[name] for name in told if name != "types"}
    assert rest == {
        "quiet_from": None,
        "quiet_until": None,
        "digest": "soon",
        "weekly_summary": True,
        "monthly_report": True,
    }
    assert not Preference.objects.exists()


def test_a_change_keeps_the_rest(alice: Any, bob: Any, api: Any) -> None:
    before = api(alice).get(PREFERENCES).json()
    told = change(api(alice), types={"like": {"push": True}}, digest="daily").json()
    assert told["types"].pop("like") == {"in_app": True, "email": False, "push": True}
    before["types"].pop("like")
    assert told == before | {"digest": "daily"}
    told = change(api(alice), quiet_from="22:00", quiet_until="07:30").json()
    assert (told["quiet_from"], told["quiet_until"], told["digest"]) == ("22:00", "07:30", "daily")
    assert change(api(alice), quiet_from=None, quiet_until=None).json()["quiet_from"] is None
    assert api(bob).get(PREFERENCES).json()["digest"] == "soon"


def test_what_is_taken_out_of_the_inbox_is_told_nowhere(alice: Any, api: Any) -> None:
    told = change(api(alice), types={"mention": {"in_app": False}}).json()
    assert told["types"]["mention"] == {"in_app": False, "email": False, "push": False}


BAD: list[tuple[Any, str]] = [
    ({"types": {"poke": {"email": True}}}, "types"),
    ({"types": {"like": {"fax": True}}}, "types"),
    ({"types": {"like": {"email": "yes"}}}, "types"),
    ({"types": {"like": {"in_app": False, "email": True}}}, "types"),
    ({"types": []}, "types"),
    ({"quiet_from": "25:00", "quiet_until": "07:00"}, "quiet_from"),
    ({"quiet_from": "22:00"}, "quiet_until"),
    ({"digest": "hourly"}, "digest"),
    ({"weekly_summary": 1}, "weekly_summary"),
    ({"sms": True}, "sms"),
]


@pytest.mark.parametrize(("body", "field"), BAD, ids=[str(body)[:40] for body, _ in BAD])
def test_what_is_malformed_is_refused_by_name_and_changes_nothing(alice: Any, api: Any, body: Any, field: str) -> None:
    answer = change(api(alice), **body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not Preference.objects.exists()
    assert not Delivery.objects.exists()


def test_nobody_without_a_credential_has_preferences(api: Any) -> None:
    assert api().get(PREFERENCES).status_code == change(api(), digest="never").status_code == 401


@pytest.mark.parametrize(
    ("begin", "end", "hour", "until"),
    [
        (22, 7, 23, datetime(2026, 5, 2, 7)),
        (22, 7, 3, datetime(2026, 5, 1, 7)),
        (22, 7, 12, None),
        (13, 15, 14, datetime(2026, 5, 1, 15)),
        (13, 15, 15, None),
        (9, 9, 9, None),
    ],
)
def test_quiet_hours_follow_the_persons_clock(alice: Any, begin: int, end: int, hour: int, until: Any) -> None:
    """Berlin is two hours ahead of UTC in May."""
    alice.time_zone = "Europe/Berlin"
    now = datetime(2026, 5, 1, hour, tzinfo=UTC).replace(hour=hour - 2)
    found = quiet_until(alice, Delivery(user=alice, quiet_from=time(begin), quiet_until=time(end)), now)
    assert (found and found.replace(tzinfo=None)) == until


def test_a_line_says_why_it_came_and_how_to_stop_it(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity = run(alice)
    like_activity(activity, bob)
    line = Notification.objects.get(user=alice, type="like")
    told = api(alice).get(f"/api/v1/notifications/{line.pk}/why").json()
    assert told["cause"] == "Bob liked your activity."
    assert told["allowed_by"] == {"type": "like", "name": "Likes", "is_default": True}
    assert (told["mailed_at"], told["pushed_at"]) == (None, None)
    stop = {way["action"]: way["place"] for way in told["stop"]}
    assert api(alice).post(stop["mute_activity"]).status_code == 204
    change(api(alice), types={"like": {"push": True}})
    assert api(alice).get(f"/api/v1/notifications/{line.pk}/why").json()["allowed_by"]["is_default"] is False


def test_a_stranger_does_not_learn_why(alice: Any, bob: Any, charlie: Any, api: Any) -> None:
    line = Notification.objects.get(user=alice)
    missing, foreign = (api(charlie).get(f"/api/v1/notifications/{pk}/why") for pk in (10**9, line.pk))
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert api().get(f"/api/v1/notifications/{line.pk}/why").status_code == 401
