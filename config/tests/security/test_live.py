"""Do socket, poll and streamed files answer each person as the table says, and is a refused command without effect?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import httpx
import pytest

from activities.models import Comment, Like, Participation
from config.tests.devices import PollDevice, Sign
from config.tests.live import House
from config.tests.security.live_table import COMMANDS as TABLE
from config.tests.security.rows import Row, rows_of
from config.tests.security.world import ACTORS, SECRET, World
from notifications.models import Notification
from realtime.polling.serializers import MAX_MESSAGES
from realtime.sockets.commands import COMMANDS
from realtime.sockets.session import SESSION_COMMANDS
from realtime.sockets.topics import NUMBERED, PLAIN
from social.models import Announcement, Conversation, Membership, Message

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = list(rows_of(TABLE))
POSITIONS = {"resume", "get_missed_messages"}
PRESENT = [name for name in ACTORS if name not in ("suspended", "anonymous")]
TOUCHED = [Like, Comment, Participation, Conversation, Membership, Message, Announcement]
AWAY = ["suspended", "anonymous"]


@pytest.fixture
def made(house: House, settings: Any, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return World()


def test_every_command_and_topic_is_in_the_table() -> None:
    """S-AZ-3."""
    told = {row.path for row in ROWS} | POSITIONS
    missing = {*COMMANDS, *SESSION_COMMANDS} - told
    assert not missing, f"Say in config/tests/security/live_table.py who may ask: {sorted(missing)}"
    watched = {json.loads(row.body.replace("$", ""))["channel"] for row in ROWS if row.path == "subscribe"}
    missing = {*PLAIN, *NUMBERED} - watched - {channel.partition(":")[0] for channel in watched}
    assert not missing, f"Say in config/tests/security/live_table.py who may watch: {sorted(missing)}"


def test_each_person_is_answered_as_the_table_says(made: World, house: House, live: Callable[..., Any]) -> None:
    """S-AZ-1 to 3, over socket and poll: what is refused first, so that its traces can be looked for."""
    sockets = {name: live(made.people[name]) for name in PRESENT}
    for socket in sockets.values():
        socket.expect("social_data")
    polls = {name: PollDevice(house.base, Sign.in_as(made.people[name])) for name in PRESENT}
    for poll in polls.values():
        poll.close()  # it is asked here, and need not wait for anything
    before = stored(made)
    wrong = answered(made, sockets, polls, is_idle=True)
    assert not wrong, "\n".join(wrong)
    assert stored(made) == before
    wrong = answered(made, sockets, polls, is_idle=False)
    assert not wrong, "\n".join(wrong)


def stored(made: World) -> list[Any]:
    """What the commands write to."""
    rows = [list(kind.objects.order_by("pk").values()) for kind in TOUCHED]
    return [*rows, Notification.objects.filter(pk=made.ids["note"]).values().get()]


def answered(made: World, sockets: Any, polls: Any, *, is_idle: bool) -> list[str]:
    """Who was answered otherwise than the table says; only what is to change nothing, or only the rest."""
    wrong = []
    for name in PRESENT:
        rows = [(row, *row.expected(name, "")) for row in ROWS]
        asked = [(row, told) for row, told, idle in rows if (idle or told != "ok") is is_idle]
        frames = [frame_of(made, row, number) for number, (row, _) in enumerate(asked)]
        by_poll = acks(polls[name], frames)
        for (row, told), frame in zip(asked, frames, strict=True):
            by_socket = sockets[name].carry_out(frame | {"ack_id": f"s{frame['ack_id']}{is_idle}"})
            for way, ack in (("socket", by_socket), ("poll", by_poll[frame["ack_id"]])):
                code = "ok" if ack["success"] else ack["error"]["code"]
                if code != told:
                    wrong.append(f"{name} by {way}: {row} is {code}, not {told}")
    return wrong


def frame_of(made: World, row: Row, number: int) -> dict[str, Any]:
    return {"type": row.path, "payload": json.loads(made.filled(row.body or "{}")), "ack_id": f"a{number}"}


def acks(poll: PollDevice, frames: list[dict[str, Any]]) -> dict[str, Any]:
    """What the polls POST answers to each, as many at a time as it takes."""
    parts = [frames[start : start + MAX_MESSAGES] for start in range(0, len(frames), MAX_MESSAGES)]
    events = [one for part in parts for one in poll._request(part)["events"]]
    return {one["payload"]["ack_id"]: one["payload"] for one in events if one["type"] == "ack"}


def test_who_has_no_account_or_a_suspended_one_has_no_connection(made: World, house: House) -> None:
    """S-WS-2 and S-WS-5: not one command is carried out for them, and nothing is streamed to them."""
    frames = [frame_of(made, row, number) for number, row in enumerate(ROWS)]
    before = stored(made)
    for name in AWAY:
        sign = Sign.in_as(made.people[name]) if name in made.people else Sign()
        with pytest.raises(HTTPError) as refused:
            acks(asking(house, sign), frames)
        assert refused.value.code == 401, name
        for path in ("realtime/poll", "realtime/poll/missed", "activities/export/csv"):
            answer = httpx.get(f"{house.base}/api/v1/{path}", headers=sign.headers())
            assert answer.status_code == 401, (name, path)
    assert stored(made) == before


def asking(house: House, sign: Sign) -> PollDevice:
    device = PollDevice(house.base, sign)
    device.close()
    return device


def test_what_is_streamed_is_ones_own(made: World, house: House) -> None:
    """The table of activities, and the stream itself: only the owner finds the canary there."""
    for name in PRESENT:
        headers = Sign.in_as(made.people[name]).headers()
        for path in ("activities/export/csv", "realtime/poll/missed"):
            answer = httpx.get(f"{house.base}/api/v1/{path}", headers=headers, timeout=30)
            assert answer.status_code == 200, (name, path)
            if name != "owner":
                assert SECRET not in answer.text, (name, path)
            elif path.endswith("csv"):
                assert SECRET in answer.text
