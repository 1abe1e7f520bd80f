"""What can people do to one another? A random walk over the API: each step is one request of one person."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from config.tests.stage import Actor

# How often each is chosen. A person may ask others to be friends twenty times a day, and send 60 messages a minute.
# Nobody rejects a request: who asked is not told, and shows it until the list is read again.
WEIGHTS = {
    "record": 10,
    "edit": 6,
    "delete": 2,
    "like": 14,
    "unlike": 6,
    "comment": 10,
    "uncomment": 3,
    "share": 4,
    "unshare": 2,
    "say": 12,
    "unsay": 2,
    "mark": 8,
    "receive": 4,
    "read_all": 2,
    "read_some": 4,
    "ask": 2,
    "accept": 3,
    "part": 1,
    "group": 1,
    "join": 3,
    "quit": 1,
    "mute": 1,
    "rename": 1,
    "add": 1,
    "leave": 1,
}
LOOKS = 4
VISIBILITY = ("public", "friends", "friends", "private")


class Walk:
    """Steps of one person of several. What is refused is a step too; a fault of the server is not."""

    def __init__(self, me: Actor, others: list[Actor], seed: int, base: str = "") -> None:
        self.me, self.others, self.chance = me.another(), others, random.Random(seed)
        self.me.http.base_url = base or self.me.http.base_url
        self._lists: dict[str, list[Any]] = {}
        self._looks: Counter[str] = Counter()
        self.steps: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.faults: list[str] = []
        self.taken = 0

    def step(self) -> None:
        """Do something."""
        name = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        work: Callable[[], Any] = getattr(self, f"do_{name}")
        answer = work()
        if answer is not None:  # there was something to do it to
            self.taken += 1
            assert answer.status_code < 500, f"{name}: {answer.status_code} {answer.text[:300]}"
            (self.steps if answer.status_code < 400 else self.refused)[name] += 1

    # --- what there is -----------------------------------------------------------------------------------------

    def _rows(self, path: str) -> list[Any]:
        """The newest rows of a list, as they were at most LOOKS uses ago: what was seen may have gone since."""
        if self._looks[path] % LOOKS == 0 or not self._lists[path]:
            self._lists[path] = self.me.ask("GET", path).json().get("results", [])  # none where it has gone
            self._looks[path] = 0
        self._looks[path] += 1
        return self._lists[path]

    def _one(self, path: str) -> Any:
        """One of these rows, or None."""
        rows = self._rows(path)
        return self.chance.choice(rows) if rows else None

    def _activity(self) -> Any:
        return self._one(self.chance.choice(("feed?limit=15", "activities?limit=10")))

    def _mine(self) -> Any:
        return self._one("activities?limit=10")

    def _other(self) -> Actor:
        return self.chance.choice(self.others)

    def _talk(self) -> Any:
        return self._one("conversations?limit=20")

    def _group(self) -> Any:
        groups = [row for row in self._rows("conversations?limit=20") if row["title"]]
        return self.chance.choice(groups) if groups else None

    # --- activities --------------------------------------------------------------------------------------------

    def do_record(self) -> Any:
        body = {
            "activity_type": self.chance.choice(("run", "ride")),
            "title": f"No. {self.chance.randrange(10**6)}",
            "distance_km": self.chance.randrange(1, 30),
            "duration_minutes": 30,
            "visibility": self.chance.choice(VISIBILITY),
        }
        return self.me.ask("POST", "activities", json=body)

    def do_edit(self) -> Any:
        row = self._mine()
        fields = {"title": f"Edited {self.chance.randrange(10**6)}"}
        if self.chance.random() < 0.5:
            fields = {"visibility": self.chance.choice(VISIBILITY)}
        return row and self.me.ask("PATCH", f"activities/{row['id']}", json=fields)

    def do_delete(self) -> Any:
        row = self._mine()
        return row and self.me.ask("DELETE", f"activities/{row['id']}")

    def do_like(self) -> Any:
        row = self._activity()
        return row and self.me.ask("POST", f"activities/{row['id']}/like")

    def do_unlike(self) -> Any:
        row = self._activity()
        return row and self.me.ask("DELETE", f"activities/{row['id']}/like")

    def do_comment(self) -> Any:
        row = self._activity()
        body = {"content": f"Well done {self.chance.randrange(10**6)}", "client_id": uuid.uuid4().hex}
        return row and self.me.ask("POST", f"activities/{row['id']}/comment", json=body)

    def do_uncomment(self) -> Any:
        row = self._activity()
        comment = row and self._one(f"activities/{row['id']}/comments")
        return comment and self.me.ask("DELETE", f"activities/{row['id']}/comments/{comment['id']}")

    def do_share(self) -> Any:
        row = self._activity()
        return row and self.me.ask("POST", f"activities/{row['id']}/share", json={"note": "Look"})

    def do_unshare(self) -> Any:
        row = self._activity()
        return row and self.me.ask("DELETE", f"activities/{row['id']}/share")

    # --- friends and inbox -------------------------------------------------------------------------------------

    def do_ask(self) -> Any:
        return self.me.ask("POST", f"friends/request/{self._other().id}")

    def do_accept(self) -> Any:
        row = self._one("friends/requests")
        return row and self.me.ask("POST", f"friends/accept/{row['user']['id']}")

    def do_part(self) -> Any:
        return self.me.ask("DELETE", f"friends/{self._other().id}")

    def do_read_all(self) -> Any:
        return self.me.ask("POST", "notifications/read-all")

    def do_read_some(self) -> Any:
        row = self._one("notifications?limit=10")
        return row and self.me.ask("POST", f"notifications/{row['id']}/read")

    # --- conversations -----------------------------------------------------------------------------------------

    def do_say(self) -> Any:
        row = self._talk()
        if row is None:
            return self.me.ask("POST", "conversations", json={"members": [self._other().id]})
        body = {"content": f"Hello {self.chance.randrange(10**6)}", "client_id": uuid.uuid4().hex}
        return self.me.ask("POST", f"conversations/{row['id']}/messages", json=body)

    def do_unsay(self) -> Any:
        row = self._talk()
        message = row and self._one(f"conversations/{row['id']}/messages?limit=10")
        return message and self.me.ask("DELETE", f"conversations/{row['id']}/messages/{message['id']}")

    def do_mark(self) -> Any:
        row = self._talk()
        return row and self.me.ask("POST", f"conversations/{row['id']}/read", json={"seq": row["last_seq"]})

    def do_receive(self) -> Any:
        row = self._talk()
        return row and self.me.ask("POST", f"conversations/{row['id']}/delivered", json={"seq": row["last_seq"]})

    def do_group(self) -> Any:
        members = [one.id for one in self.chance.sample(self.others, 2)]
        return self.me.ask("POST", "conversations", json={"members": members, "title": "Group"})

    def do_mute(self) -> Any:
        row = self._talk()
        return row and self.me.ask("PATCH", f"conversations/{row['id']}", json={"muted": not row["muted"]})

    def do_rename(self) -> Any:
        row = self._group()
        title = f"Group {self.chance.randrange(100)}"
        return row and self.me.ask("PATCH", f"conversations/{row['id']}", json={"title": title})

    def do_add(self) -> Any:
        row = self._group()
        body = {"user_id": self._other().id}
        return row and self.me.ask("POST", f"conversations/{row['id']}/members", json=body)

    def do_leave(self) -> Any:
        row = self._group()
        return row and self.me.ask("DELETE", f"conversations/{row['id']}")

    # --- challenges --------------------------------------------------------------------------------------------

    def do_join(self) -> Any:
        row = self._one("challenges")
        return row and self.me.ask("POST", f"challenges/{row['id']}/join")

    def do_quit(self) -> Any:
        row = self._one("challenges?filter=mine")
        return row and self.me.ask("DELETE", f"challenges/{row['id']}/join")


def hold_challenge(by: Actor, title: str) -> int:
    """A public challenge that has begun; its id."""
    now = datetime.now(UTC)
    body = {
        "title": title,
        "metric": "distance",
        "goal": 100_000,
        "visibility": "public",
        "starts_at": (now - timedelta(hours=12)).isoformat(),
        "ends_at": (now + timedelta(days=7)).isoformat(),
    }
    answer = by.ask("POST", "challenges", json=body)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])
