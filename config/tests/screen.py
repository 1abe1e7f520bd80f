"""What does a page show? The answers of the API, moved on by frames only, as docs/protocol.md says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Ask = Callable[[str], Any]
COUNTS = ("like_count", "comment_count", "has_liked")
NOT_HERE = (403, 404)


class Screen:
    """The lists of one person. `ask("feed?limit=100")` answers the API's response to that person."""

    def __init__(self, ask: Ask, me: int) -> None:
        self.ask, self.me = ask, me
        self.read_all_again()

    def read_all_again(self) -> None:
        """From the beginning, or because somebody is seen more or less than before."""
        self.inbox = {row["id"]: row for row in self._all("notifications")}
        self.unread = self._json("notifications/unread-count")["unread"]
        self.friends = {row["id"]: row for row in self._all("friends")}
        self.incoming = {row["user"]["id"] for row in self._all("friends/requests")}
        self.outgoing = {row["user"]["id"] for row in self._all("friends/requests?direction=outgoing")}
        self.read_feed_again()
        self.talks = {row["id"]: row for row in self._all("conversations")}
        self.threads = {pk: self._newest(pk) for pk in self.talks}
        self.up_to = {pk: row["last_seq"] for pk, row in self.talks.items()}
        self.challenges = {row["id"]: _place(row) for row in self._all("challenges?filter=mine") if row["me"]}

    def _all(self, path: str) -> list[Any]:
        """Every page of a list."""
        address: str | None = f"{path}{'&' if '?' in path else '?'}limit=100"
        rows: list[Any] = []
        while address:
            page = self._json(address.split("/api/v1/")[-1])
            rows += page["results"]
            address = page["next"]
        return rows

    def _json(self, path: str) -> Any:
        answer = self.ask(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.content!r}"
        return answer.json()

    def _one(self, path: str) -> Any:
        """One thing, or None if it is not to be seen any more."""
        answer = self.ask(path)
        return None if answer.status_code in NOT_HERE else answer.json()

    def _newest(self, pk: int) -> dict[int, Any]:
        """The newest messages of a conversation, by their number in it."""
        page = self._one(f"conversations/{pk}/messages?limit=100")
        return {} if page is None else {message["seq"]: message for message in page["results"]}

    def apply(self, frame: dict[str, Any]) -> None:
        """Move on by one frame; the API is asked only where the protocol says so."""
        handler = getattr(self, f"on_{frame['type']}", None)
        if handler:
            handler(frame["payload"])

    def on_sight_changed(self, told: dict[str, Any]) -> None:
        self.read_all_again()

    def on_follow_started(self, told: dict[str, Any]) -> None:
        self.read_feed_again()

    on_follow_ended = on_follow_started

    # --- the feed ----------------------------------------------------------------------------------------------

    def read_feed_again(self) -> None:
        """A friendship changes whose activities the feed holds: the protocol says to read it again."""
        self.feed = {_place_in_feed(row): row for row in self._all("feed")}

    def on_feed_update(self, told: dict[str, Any]) -> None:
        pk, action, row = told["activity_id"], told["action"], told["activity"]
        if action == "new":
            self._new(pk, row)
        elif action == "shared" and row is None:
            self.read_feed_again()
        elif action == "shared":
            whole = self._one(f"activities/{pk}")
            if whole:
                self.feed[pk, told["share_id"]] = row | {name: whole[name] for name in COUNTS}
        elif action == "unshared":
            self.feed.pop((pk, told["share_id"]), None)
        elif action == "deleted":
            self.feed = {place: row for place, row in self.feed.items() if place[0] != pk}
        else:
            self._change(pk, row if action == "edited" else {"has_liked": action == "liked"})

    def _new(self, pk: int, row: Any) -> None:
        if row is None and (whole := self._one(f"activities/{pk}")):
            row = {name: value for name, value in whole.items() if name != "splits"}
        if row is not None and row["author"]["id"] != self.me:
            self.feed[pk, None] = row

    def _change(self, pk: int, change: dict[str, Any]) -> None:
        for place in [place for place in self.feed if place[0] == pk]:
            self.feed[place] = self.feed[place] | change

    def on_count_update(self, told: dict[str, Any]) -> None:
        if told["like_count"] is None:
            whole = self._one(f"activities/{told['activity_id']}") or {}
            told = {name: whole[name] for name in COUNTS if name in whole} | {"activity_id": told["activity_id"]}
        self._change(
            told["activity_id"], {name: told[name] for name in ("like_count", "comment_count") if name in told}
        )

    # --- the inbox ---------------------------------------------------------------------------------------------

    def on_notification(self, told: dict[str, Any]) -> None:
        line = told["notification"]
        self.inbox = {pk: row for pk, row in self.inbox.items() if row["group"] != line["group"]}
        self.inbox[line["id"]] = line

    def on_notification_batch(self, told: dict[str, Any]) -> None:
        self.inbox = {row["id"]: row for row in self._all("notifications")}

    def on_notification_read(self, told: dict[str, Any]) -> None:
        for pk, row in self.inbox.items():
            if pk in told["ids"]:
                self.inbox[pk] = row | {"is_read": True}

    def on_notification_removed(self, told: dict[str, Any]) -> None:
        for pk in told["ids"]:
            self.inbox.pop(pk, None)

    def on_unread_count(self, told: dict[str, Any]) -> None:
        self.unread = told["notifications"]

    # --- friends -----------------------------------------------------------------------------------------------

    def on_friend_request(self, told: dict[str, Any]) -> None:
        (self.outgoing if told["by_me"] else self.incoming).add(told["user"]["id"])

    def on_friend_accepted(self, told: dict[str, Any]) -> None:
        other = told["user"]
        self.incoming.discard(other["id"])
        self.outgoing.discard(other["id"])
        self.friends[other["id"]] = other
        self.read_feed_again()
        self._read_talk_with(other["id"])

    def on_friend_removed(self, told: dict[str, Any]) -> None:
        self.incoming.discard(told["user_id"])
        self.outgoing.discard(told["user_id"])
        self.friends.pop(told["user_id"], None)
        self.read_feed_again()
        self._read_talk_with(told["user_id"])

    # --- conversations -----------------------------------------------------------------------------------------

    def _read_talk(self, pk: int) -> None:
        row = self._one(f"conversations/{pk}")
        if row is None:
            self._forget_talk(pk)
        else:
            self.talks[pk], self.threads[pk], self.up_to[pk] = row, self._newest(pk), row["last_seq"]

    def _read_talk_with(self, other: int) -> None:
        """A friendship changes whether the other of two may be written to."""
        for pk, row in list(self.talks.items()):
            if not row["is_group"] and other in [one["user"]["id"] for one in row["members"]]:
                self._read_talk(pk)

    def _forget_talk(self, pk: int) -> None:
        for kept in (self.talks, self.threads, self.up_to):
            kept.pop(pk, None)

    def on_message(self, told: dict[str, Any]) -> None:
        message = told["message"]
        pk, seq = message["conversation_id"], message["seq"]
        if pk not in self.talks:
            return
        row = self.talks[pk] = dict(self.talks[pk])
        known = self.threads[pk].setdefault(seq, message)
        if seq >= row["last_seq"]:
            row |= {"last_message": known, "last_seq": seq, "active_at": message["created_at"]}
        if seq > self.up_to[pk]:
            self.up_to[pk] = seq
            row["unread"] += message["sender"]["id"] != self.me

    def on_message_deleted(self, told: dict[str, Any]) -> None:
        pk, gone = told["conversation_id"], {"content": "", "deleted_at": told["deleted_at"]}
        if pk not in self.talks:
            return
        thread, last = self.threads[pk], self.talks[pk]["last_message"]
        if told["seq"] not in thread:  # deleted before it could be sent to us; it counts as unread all the same
            self._read_talk(pk)
            return
        thread[told["seq"]] = thread[told["seq"]] | gone
        if last and last["id"] == told["message_id"]:
            self.talks[pk] = self.talks[pk] | {"last_message": last | gone}

    def on_unread_messages(self, told: dict[str, Any]) -> None:
        pk = told["conversation_id"]
        if pk in self.talks:
            self.talks[pk] = self.talks[pk] | {"unread": told["unread"], "read_seq": told["read_seq"]}
            self.up_to[pk] = told["up_to"]

    def on_read_receipt(self, told: dict[str, Any]) -> None:
        self._mark(told, lambda mark: {"read_seq": told["seq"], "delivered_seq": max(mark, told["seq"])})

    def on_delivery_receipt(self, told: dict[str, Any]) -> None:
        self._mark(told, lambda mark: {"delivered_seq": told["seq"]})

    def _mark(self, told: dict[str, Any], change: Callable[[int], dict[str, int]]) -> None:
        row = self.talks.get(told["conversation_id"])
        if row is not None:
            members = [
                one | change(one["delivered_seq"] or 0) if one["user"]["id"] == told["person_id"] else one
                for one in row["members"]
            ]
            self.talks[row["id"]] = row | {"members": members}

    def on_conversation_update(self, told: dict[str, Any]) -> None:
        pk, action, who = told["conversation_id"], told["action"], (told["person"] or {}).get("id")
        if action in ("new", "member_added"):
            self._read_talk(pk)
        elif action == "gone":
            self._forget_talk(pk)
        elif pk in self.talks:
            row = self.talks[pk]
            changes: dict[str, Any] = {
                "renamed": {"title": told["title"]},
                "owner_changed": {"owner_id": who},
                "muted": {"muted": True},
                "unmuted": {"muted": False},
            }.get(action, {"members": [one for one in row["members"] if one["user"]["id"] != who]})
            self.talks[pk] = row | changes

    # --- challenges --------------------------------------------------------------------------------------------

    def on_challenge_update(self, told: dict[str, Any]) -> None:
        pk = told["challenge_id"]
        if not told["taking_part"]:
            self.challenges.pop(pk, None)
        elif pk not in self.challenges:
            row = self._one(f"challenges/{pk}")
            if row and row["me"]:
                self.challenges[pk] = _place(row)
        else:
            mine = {name: told[name] for name in ("value", "rank", "tied", "reached", "status")}
            self.challenges[pk] = self.challenges[pk] | mine

    def on_challenge_joined(self, told: dict[str, Any]) -> None:
        self.on_leaderboard_change(told)

    def on_leaderboard_change(self, told: dict[str, Any]) -> None:
        if told["challenge_id"] in self.challenges:
            row = self.challenges[told["challenge_id"]]
            self.challenges[told["challenge_id"]] = row | {"participants": told["participants"]}

    # --- the whole ---------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Everything it shows, in the order it is shown."""
        return {
            "feed": [self.feed[place] for place in sorted(self.feed, key=self._feed_order, reverse=True)],
            "inbox": sorted(self.inbox.values(), key=lambda row: -row["id"]),
            "unread": self.unread,
            "friends": sorted(self.friends),
            "incoming": sorted(self.incoming),
            "outgoing": sorted(self.outgoing),
            "conversations": sorted(self.talks.values(), key=lambda row: row["id"]),
            "threads": {pk: [thread[n] for n in sorted(thread)[-50:]] for pk, thread in sorted(self.threads.items())},
            "challenges": dict(sorted(self.challenges.items())),
        }

    def _feed_order(self, place: tuple[int, int | None]) -> Any:
        row = self.feed[place]
        return (row["shared"] or row)["created_at"], place[1] is None, place[1] or place[0]


def differences(shown: Screen, fresh: Screen) -> list[str]:
    """Where two screens differ, a line each; empty if they show the same."""
    return list(_differing("", shown.state(), fresh.state()))


def _differing(at: str, one: Any, other: Any) -> Iterator[str]:
    """As deep as the two can be compared piece by piece."""
    if one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs = [(f"{at}.{name}" if at else name, one[name], other[name]) for name in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(f"{at}[{n}]", *pair) for n, pair in enumerate(zip(one, other, strict=True))]
    else:
        if isinstance(one, list) and isinstance(other, list):  # of two lists, what is in one of them only
            one, other = [row for row in one if row not in other], [row for row in other if row not in one]
        yield f"{at}: shown {one!r:.600} but fresh {other!r:.600}"
        return
    for pair in pairs:
        yield from _differing(*pair)


def _place_in_feed(row: dict[str, Any]) -> tuple[int, int | None]:
    return row["id"], row["shared"]["id"] if row["shared"] else None


def _place(row: dict[str, Any]) -> dict[str, Any]:
    """Of a challenge, what its events tell: how one stands, and how many take part."""
    mine = {name: row["me"][name] for name in ("value", "rank", "tied", "reached")}
    return mine | {"status": row["status"], "participants": row["participants"]}
