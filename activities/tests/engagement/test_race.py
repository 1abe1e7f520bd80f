"""Is nothing written about an activity after the right to see it has ended? X12, for likes, comments and shares."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from activities.engagement.commenting import add_comment
from activities.engagement.services import like_activity
from activities.engagement.sharing import share_activity
from activities.models import Activity, Comment, Like, Share
from activities.tracking.services import delete_activity, edit_activity
from config.kernel.errors import NotFound
from social.friendships.services import pair, remove_friend
from social.models import Block

pytestmark = pytest.mark.django_db(transaction=True)


def block(owner: Any, actor: Any, activity: Activity) -> None:
    with pair(owner.pk, actor.pk):
        Block.objects.create(blocker=owner, blocked=actor)


ENDINGS: dict[str, Callable[[Any, Any, Activity], None]] = {
    "unfriend": lambda owner, actor, activity: remove_friend(owner, actor.pk),
    "block": block,
    "delete": lambda owner, actor, activity: delete_activity(activity, owner),
    "hide": lambda owner, actor, activity: void(edit_activity(activity, owner, visibility=2)),
}
WRITES: dict[str, Callable[[Activity, Any], Any]] = {
    "like": like_activity,
    "comment": lambda activity, by: add_comment(activity, by, "Well run"),
    "share": share_activity,
}


def void(_: Any) -> None:
    return None


def attempt(write: Callable[[Activity, Any], Any], activity: Activity, by: Any) -> bool:
    try:
        write(activity, by)
    except NotFound:
        return False
    finally:
        connection.close()
    return True


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("what", WRITES)
def test_a_write_that_comes_while_the_right_ends_waits_and_is_refused(
    alice: Any, bob: Any, run: Any, what: str, ending: str
) -> None:
    """The ending has not committed when the write begins: without the locks it would still see the activity."""
    activity = run(alice)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            ENDINGS[ending](alice, bob, activity)
            writing = pool.submit(attempt, WRITES[what], activity, bob)
            with pytest.raises(TimeoutError):
                writing.result(0.3)
        assert writing.result(10) is False
    assert not Like.objects.exists()
    assert not Comment.objects.exists()
    assert not Share.objects.exists()


@pytest.mark.parametrize("what", WRITES)
def test_a_caller_who_found_it_before_is_not_trusted(alice: Any, charlie: Any, run: Any, what: str) -> None:
    activity = run(alice)
    assert attempt(WRITES[what], activity, charlie) is False
    assert not Like.objects.exists()
