"""What does somebody still get whose right has ended? X12: nothing of what happens after, while events flow."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from config.tests.cast import PASSWORD
from config.tests.faults.figures import Figures
from config.tests.faults.moderator import Moderator
from config.tests.faults.phone import Phone
from config.tests.faults.processes import another_web
from config.tests.faults.scene import Scene, Writer
from config.tests.live import House
from config.tests.stage import Actor

ROUNDS, FLAG_EVERY, LOG_IN_S = 20, 10, 5.0
MANY, MORE_ROUNDS = 5000, 30  # a person may ask others to be friends twenty times a day
RIGHTS = ("unfriend", "leave", "visibility")


class Revoking:
    """The people and things of the row, and what was measured."""

    def __init__(self, scene: Scene, other: House, moderator: Moderator, seed: int) -> None:
        self.scene, self.moderator, self.chance = scene, moderator, random.Random(seed)
        self.bases = [scene.stage.house.base, other.base]
        self.bob, self.carol = scene.friends
        self.erin = scene.person("erin")
        self.bob.befriend(self.erin)
        self.run = self.carol.post_run("Carols 0")
        group = {"members": [scene.alice.id], "title": "Group"}
        self.group = self._made(self.carol.ask("POST", "conversations", json=group))
        self.carol.befriend(self.bob)
        self.carol.ask("POST", f"conversations/{self.group}/members", json={"user_id": self.bob.id})
        self.phones = [scene.phone(base=base, reads=False) for base in self.bases]
        self.last_s: dict[str, list[float]] = {}  # of each revoke, when the last frame came after it
        self.leaks: list[str] = []
        self.number = 1

    def _made(self, answer: Any) -> int:
        assert answer.status_code in (200, 201), answer.text
        return int(answer.json()["id"])

    def say(self, by: Actor, text: str) -> None:
        """A message to the group; 403 and the like are answers too."""
        body = {"content": text, "client_id": f"{self.scene.number}-{text}-{by.id}"}
        by.ask("POST", f"conversations/{self.group}/messages", json=body)

    def log_in(self, person: Actor) -> tuple[Actor, str]:
        """Another log-in of a person: their client, and the token to end it with."""
        body = {"username": person.username, "password": PASSWORD}
        answer = person.ask("POST", "auth/token", json=body)
        assert answer.status_code == 200, answer.text
        twin = person.another()
        twin.token = answer.json()["access"]
        twin.http.headers["Authorization"] = f"Bearer {twin.token}"
        return twin, answer.json()["refresh"]

    def guest(self, person: Actor) -> tuple[Phone, str]:
        """A device of another log-in, on one of the processes."""
        twin, refresh = self.log_in(person)
        by = self.chance.choice(("socket", "socket", "poll"))
        return self.scene.phone(twin, by=by, base=self.chance.choice(self.bases), reads=False), refresh

    def round(self, number: int) -> None:
        """Each right ends once, at about the same time; then things happen that it was for; then all is restored."""
        (leaving, refresh), (shut_out, _) = self.guest(self.scene.alice), self.guest(self.erin)
        with_flag = number % FLAG_EVERY == 0
        ended: dict[str, float] = {}

        def end(kind: str, act: Callable[[], Any]) -> None:
            act()
            ended[kind] = time.monotonic()

        alice = self.scene.alice
        end("unfriend", lambda: alice.ask("DELETE", f"friends/{self.bob.id}"))
        end("leave", lambda: alice.ask("DELETE", f"conversations/{self.group}"))
        end("visibility", lambda: self.carol.ask("PATCH", f"activities/{self.run}", json={"visibility": "private"}))
        end("log-out", lambda: leaving.actor.ask("POST", "auth/logout", json={"refresh": refresh}))
        end("suspend", lambda: self.moderator.order("suspend", self.erin.id))
        secret = f"Secret {self.number}"
        self.number += 1
        after = self.bob.post_run(f"{secret} 0")
        self.say(self.carol, secret)
        self.carol.ask("PATCH", f"activities/{self.run}", json={"title": f"{secret} 1"})
        if with_flag:
            end("flag", lambda: self.moderator.order("off", "messages"))
        self._let_it_be_told(ended, with_flag)
        self._look(ended, secret, after, [leaving, shut_out])
        self._restore(number, with_flag)

    def _let_it_be_told(self, ended: dict[str, float], with_flag: bool) -> None:
        if with_flag:  # a flag is cached for three seconds: until then messages may pass
            while time.monotonic() - ended["flag"] < LOG_IN_S:
                self.say(self.bob, f"Late {self.number} {time.monotonic():.1f}")
                time.sleep(0.5)
        self.scene.arrived(self.phones)

    def _look(self, ended: dict[str, float], secret: str, after: int, guests: list[Phone]) -> None:
        for phone in self.phones:
            told = [each for each in phone.history + phone.applied if secret in str(each.frame["payload"])]
            about = [each for each in phone.heard() if each.frame["payload"]["activity_id"] == after]
            self.leaks += [f"{each.frame['type']}: {each.frame['payload']}"[:200] for each in [*told, *about]]
            for kind, matter in (("unfriend", self._of_bob), ("leave", self._of_group), ("flag", self._of_group)):
                if kind in ended:
                    times = [each.at - ended[kind] for each in phone.applied if matter(each.frame)]
                    self.last_s.setdefault(kind, []).append(max([0.0, *times]))
        for kind, phone in zip(("log-out", "suspend"), guests, strict=True):
            deadline = ended[kind] + 30
            while phone.stopped_at is None and time.monotonic() < deadline:
                time.sleep(0.05)
            self.last_s.setdefault(kind, []).append((phone.stopped_at or time.monotonic()) - ended[kind])
            last = max((each.at - ended[kind] for each in phone.applied), default=0.0)
            self.last_s.setdefault(f"{kind}, last frame", []).append(max(0.0, last))

    def _of_bob(self, frame: dict[str, Any]) -> bool:
        return frame["type"] in ("friend_activity", "feed_update") and f"'id': {self.bob.id}," in str(frame["payload"])

    def _of_group(self, frame: dict[str, Any]) -> bool:
        return frame["type"] == "message" and frame["payload"]["message"]["conversation_id"] == self.group

    def _restore(self, number: int, with_flag: bool) -> None:
        if with_flag:
            self.moderator.order("on", "messages")
            time.sleep(3.5)
        self.moderator.order("restore", self.erin.id)
        self.carol.ask("PATCH", f"activities/{self.run}", json={"title": "Carols 0", "visibility": "friends"})
        again = self.carol.ask("POST", f"conversations/{self.group}/members", json={"user_id": self.scene.alice.id})
        assert again.status_code == 200, again.text
        one, other = (self.scene.alice, self.bob) if number % 2 else (self.bob, self.scene.alice)
        one.befriend(other)


def revoked(scene: Scene, events: int, seed: int) -> Figures:
    """X12: rounds of unfriend, leave, visibility, log-out, suspend, and now and then a flag; two web processes."""
    with ExitStack() as stack:
        other = stack.enter_context(another_web(scene.stage))
        moderator = stack.enter_context(Moderator(scene.stage))
        row = Revoking(scene, other, moderator, seed)
        flow = Writer(row.carol, 100_000, pause_s=0.2)
        for number in range(ROUNDS if events < MANY else MORE_ROUNDS):
            row.round(number)
        flow.over = True
        scene.finish([flow])
    figures = Figures("X12 rights end while events flow", leaked=len(row.leaks))
    figures.committed = len(scene.answered)
    figures.delivered = sum(len(phone.heard()) for phone in row.phones)
    figures.delays_ms = [1000 * each for kind in RIGHTS for each in row.last_s.get(kind, [])]
    for kind, measured in row.last_s.items():
        figures.notes.append(f"{kind} at most {max(measured):.2f} s")
        figures.require(max(measured) <= LOG_IN_S, f"{kind}: {max(measured):.2f} s")
    figures.wrong += row.leaks[:5] + [fault for phone in row.phones for fault in phone.faults]
    return figures
