"""Is what a person has missed mailed to them once, late, and only while they are away?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from activities.engagement.commenting import add_comment, delete_comment
from config.tests.working import execute
from notifications.emails import missed as missing
from notifications.emails.jobs import digests, missed
from notifications.inbox.models import Delivery
from notifications.inbox.preferences import choose
from notifications.inbox.services import mark_all_read
from notifications.models import Notification
from social.models import Block, Presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def mention(alice: Any, bob: Any, confirmed: Any, run: Any) -> Any:
    """Bob mentions alice, who has a confirmed address: `mention("Hello")`."""
    confirmed(alice)
    activity = run(bob)
    Notification.objects.all().delete()
    return lambda text="Come along": add_comment(activity, bob, f"@alice {text}")


WAITING = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'emails.missed' AND args->>'person_id' = %s"


def waiting(person: Any) -> int:
    return int(execute(WAITING, str(person.pk))[0][0])


def test_it_is_mailed_after_a_while_and_once(alice: Any, mention: Any, work: Any, mailoutbox: Any) -> None:
    mention()
    work()
    assert (waiting(alice), mailoutbox) == (1, [])
    work(late=True)
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["alice@example.org"], "Bob mentioned you on Morning run")
    assert "@alice Come along" in letter.body
    ((html, kind),) = letter.alternatives
    assert kind == "text/html"
    assert "<style" not in html
    assert 'style="' in html
    assert Notification.objects.get(user=alice).mailed_at is not None
    missed(alice.pk)
    assert len(mailoutbox) == 1


def test_all_that_has_gathered_is_one_letter(mention: Any, work: Any, mailoutbox: Any) -> None:
    for text in ("One", "Two", "Three"):
        mention(text)
    work(late=True)
    assert [letter.subject for letter in mailoutbox] == ["3 things you missed on Slipstream"]


@pytest.mark.parametrize("way", ["read", "undone", "blocked", "never", "not_wanted", "not_confirmed", "suspended"])
def test_what_is_not_missed_is_not_mailed(
    alice: Any, bob: Any, mention: Any, work: Any, mailoutbox: Any, way: str
) -> None:
    comment = mention()
    match way:
        case "read":
            mark_all_read(alice)
        case "undone":
            delete_comment(comment.activity, bob, comment.pk)
        case "blocked":
            Block.objects.create(blocker=alice, blocked=bob)
        case "never":
            choose(alice, {}, digest="never")
        case "not_wanted":
            choose(alice, {"mention": {"email": False}})
        case "not_confirmed":
            alice.emailaddress_set.update(verified=False)
        case "suspended":
            type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    work(late=True)
    assert mailoutbox == []


def test_what_may_no_longer_be_seen_is_not_mailed(
    alice: Any, bob: Any, mention: Any, work: Any, mailoutbox: Any
) -> None:
    """S-PR-2: the right is asked for when the letter is written."""
    from social.friendships.services import remove_friend

    mention()
    remove_friend(bob, alice.pk)
    work(late=True)
    assert mailoutbox == []


def test_who_was_here_a_moment_ago_is_mailed_later(alice: Any, mention: Any, work: Any, mailoutbox: Any) -> None:
    mention()
    now = timezone.now()
    Presence.objects.update_or_create(user=alice, defaults={"last_seen": now - timedelta(minutes=1)})
    later = missing.send_missed(alice.pk, digest="soon")
    assert later is not None
    assert later > now
    assert mailoutbox == []
    Presence.objects.filter(user=alice).update(last_seen=now - timedelta(minutes=9))
    assert missing.send_missed(alice.pk, digest="soon") is None
    assert len(mailoutbox) == 1


def test_quiet_hours_put_it_off_to_their_end(alice: Any, mention: Any, mailoutbox: Any) -> None:
    mention()
    now = timezone.now()
    begin, end = (now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time().replace(microsecond=0)
    Delivery.objects.create(user=alice, quiet_from=begin, quiet_until=end)
    later = missing.send_missed(alice.pk, digest="soon")
    assert later is not None
    assert timedelta(minutes=59) < later - now < timedelta(minutes=61)
    assert mailoutbox == []


def test_what_rolls_back_is_never_mailed(alice: Any, mention: Any, work: Any, mailoutbox: Any) -> None:
    def fail() -> None:
        with transaction.atomic():
            mention()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    work(late=True)
    assert (mailoutbox, Notification.objects.filter(user=alice).count(), waiting(alice)) == ([], 0, 0)


def test_a_digest_goes_to_those_who_want_it_daily_or_weekly(
    alice: Any, mention: Any, work: Any, mailoutbox: Any
) -> None:
    choose(alice, {}, digest="weekly")
    mention()
    sunday = timezone.now().date()
    sunday -= timedelta(days=(sunday.weekday() + 1) % 7)
    digests(sunday - timedelta(days=1))
    work(late=True)
    assert mailoutbox == []
    digests(sunday)
    work()
    assert [letter.to for letter in mailoutbox] == [["alice@example.org"]]
    choose(alice, {}, digest="daily")
    mention("Again")
    for _ in range(2):
        digests(sunday)
        work()
    assert len(mailoutbox) == 2


def test_a_hostile_text_is_only_text_in_the_letter(mention: Any, work: Any, mailoutbox: Any) -> None:
    mention("<script>alert(1)</script><img src=x onerror=alert(1)>")
    work(late=True)
    ((html, _),) = mailoutbox[0].alternatives
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
