"""What may happen between a handful of people? Small random worlds, and each person's feed worked out by hand."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import permutations

from activities.models import Activity, Share
from social.accounts.models import User
from social.models import Block, Follow, Friendship, Mute

NOW = datetime(2026, 5, 1, tzinfo=UTC)


class World:
    """Some people, what ties and parts them, and what they did; the same for the same seed."""

    def __init__(self, seed: int, *, people: int = 9, activities: int = 60) -> None:
        self.chance = random.Random(seed)
        self.people = [self._person(f"p{n}") for n in range(people)]
        pairs = list(permutations([person.pk for person in self.people], 2))
        self.friends = {pair for pair in pairs if pair[0] < pair[1] and self._happens(0.4)}
        self.follows = {pair: self._status() for pair in pairs if self._happens(0.4)}
        self.blocks = {pair for pair in pairs if self._happens(0.05)}
        self.mutes = {pair for pair in pairs if self._happens(0.08)}
        self._store(pairs)
        self.shares: list[Share] = []
        self.activities = Activity.objects.bulk_create(self._activity(n) for n in range(activities))

    def feed_of(self, viewer: User) -> list[int]:
        """Ids of the viewer's whole feed, newest first: by looking at every activity."""
        shown = [activity for activity in self.activities if self._shows(viewer.pk, activity)]
        return [row.pk for row in sorted(shown, key=lambda row: (row.created_at, row.pk), reverse=True)]

    def share(self, number: int) -> None:
        """Some of the people share some of the activities, whoever may see those; some shares have been hidden."""
        pairs = {(self.chance.choice(self.people), self.chance.choice(self.activities)) for _ in range(number)}
        shares = Share.objects.bulk_create(
            Share(activity=activity, user=sharer, note="!", hidden_at=NOW if self._happens(0.1) else None)
            for sharer, activity in sorted(pairs, key=lambda pair: (pair[0].pk, pair[1].pk))
        )
        for share in shares:
            share.created_at = NOW + timedelta(minutes=self.chance.randrange(12))
        Share.objects.bulk_update(shares, ["created_at"])
        self.shares = shares

    def whole_feed_of(self, viewer: User) -> list[tuple[int, int | None]]:
        """(activity, share) of each row of the feed with its shares, newest first: by looking at every share."""
        rows = [(row.created_at, 1, row.pk, (row.pk, None)) for row in self.activities if self._shows(viewer.pk, row)]
        for share in self.shares:
            if self._shows_share(viewer.pk, share):
                rows.append((share.created_at, 0, share.pk, (share.activity_id, share.pk)))
        return [row[3] for row in sorted(rows, reverse=True)]

    def _shows_share(self, viewer: int, share: Share) -> bool:
        sharer, activity = share.user_id, share.activity
        if share.hidden_at or activity.deleted_at or viewer in (sharer, activity.user_id):
            return False
        if not self._tied(viewer, sharer) or self._apart(viewer, share.user) or self._apart(viewer, activity.user):
            return False
        if activity.visibility == 0 and not activity.user.is_private:
            return True
        friends = (min(viewer, activity.user_id), max(viewer, activity.user_id)) in self.friends
        return (
            activity.visibility <= 1 if friends else activity.visibility == 0 and self._tied(viewer, activity.user_id)
        )

    def _tied(self, viewer: int, other: int) -> bool:
        return (min(viewer, other), max(viewer, other)) in self.friends or self.follows.get(
            (viewer, other)
        ) == "accepted"

    def _apart(self, viewer: int, other: User) -> bool:
        if (viewer, other.pk) in self.blocks or (other.pk, viewer) in self.blocks:
            return True
        return (viewer, other.pk) in self.mutes or not other.is_active

    def _shows(self, viewer: int, activity: Activity) -> bool:
        author = activity.user_id
        friends = (min(viewer, author), max(viewer, author)) in self.friends
        follows = self.follows.get((viewer, author)) == "accepted"
        apart = {(viewer, author), (author, viewer)} & self.blocks or (viewer, author) in self.mutes
        if viewer == author or apart or activity.deleted_at or not activity.user.is_active:
            return False
        return activity.visibility <= 1 if friends else follows and activity.visibility == 0

    def _store(self, pairs: list[tuple[int, int]]) -> None:
        both = [pair for low, high in self.friends for pair in ((low, high), (high, low))]
        asked = [pair for pair in pairs if (min(pair), max(pair)) not in self.friends and self._happens(0.2)]
        Friendship.objects.bulk_create(
            [Friendship(user_id=one, friend_id=other, status="accepted") for one, other in both]
            + [
                Friendship(user_id=one, friend_id=other, status=self.chance.choice(["pending", "rejected"]))
                for one, other in asked
            ]
        )
        Follow.objects.bulk_create(
            Follow(follower_id=one, followed_id=other, status=status) for (one, other), status in self.follows.items()
        )
        Block.objects.bulk_create(Block(blocker_id=one, blocked_id=other) for one, other in self.blocks)
        Mute.objects.bulk_create(Mute(muter_id=one, muted_id=other) for one, other in self.mutes)

    def _person(self, name: str) -> User:
        return User.objects.create(username=name, is_active=self._happens(0.9), is_private=self._happens(0.3))

    def _activity(self, number: int) -> Activity:
        return Activity(
            user=self.chance.choice(self.people),
            activity_type="run",
            title=str(number),
            started_at=NOW,
            created_at=NOW + timedelta(minutes=self.chance.randrange(12)),  # many at the same moment
            visibility=self.chance.choice([0, 0, 1, 1, 2]),
            deleted_at=NOW if self._happens(0.1) else None,
        )

    def _status(self) -> str:
        return self.chance.choice(["accepted", "accepted", "pending", "rejected"])

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share
