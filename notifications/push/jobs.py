"""How is a person pushed to? Only while they are away, what they have not read, at what they still may see."""

from __future__ import annotations

import json

from django.db import transaction
from django.utils import timezone

from config.kernel.jobs import Dead, job
from config.kernel.outgoing import post, target_of
from notifications.inbox.away import is_here
from notifications.inbox.kinds import subjects_of
from notifications.inbox.lines import in_words, lines_of
from notifications.inbox.links import link_of
from notifications.inbox.models import Notification
from notifications.inbox.preferences import channels_of, delivery_of, quiet_until
from notifications.push.models import PushSubscription
from notifications.push.sealing import is_available, seal
from realtime.events.subjects import visible
from social.accounts.models import User

GONE = (404, 410)
TOO_MANY = 429


class PushFailed(Exception):
    """The push service did not take it; `retry_after_s` seconds to wait, if it said so."""

    def __init__(self, status: int, retry_after: str) -> None:
        self.retry_after_s = int(retry_after) if retry_after.isascii() and retry_after.isdigit() else None
        super().__init__(str(status))


@job("push.tell", queue="outbox")
def tell(person_id: int, notification_id: int) -> None:
    """Push a line to each of the person's browsers, once; in quiet hours at their end."""
    now = timezone.now()
    with transaction.atomic():
        person = User.objects.active().select_for_update(no_key=True).filter(pk=person_id).first()
        line = lines_of(person_id).unread().filter(pk=notification_id, pushed_at=None).first()
        if person is None or line is None or not _may(person, line):
            return
        later = quiet_until(person, delivery_of(person), now)
        if later:
            tell.enqueue_at(later, person_id=person_id, notification_id=notification_id)
            return
        Notification.objects.filter(pk=notification_id).update(pushed_at=now)
        browsers = PushSubscription.objects.filter(user=person).values_list("pk", flat=True)
        send.enqueue_many([{"browser_id": pk, "notification_id": notification_id} for pk in browsers])


@job("push.send", queue="outbox")
def send(browser_id: int, notification_id: int) -> None:
    """Push one line to one browser. One that is gone is forgotten; a service that is away is tried again."""
    browser = PushSubscription.objects.filter(pk=browser_id).first()
    line = lines_of(browser.user_id).filter(pk=notification_id).first() if browser else None
    if browser is None or line is None or not is_available():
        return
    target = target_of(browser.endpoint)
    sealed = seal(target.place, browser.endpoint, browser.p256dh, browser.auth, words_of(line))
    answer = post(target, sealed.body, sealed.headers)
    if answer.status in GONE:
        browser.delete()
    elif answer.status == TOO_MANY or answer.status >= 500:
        raise PushFailed(answer.status, answer.headers.get("retry-after", ""))
    elif answer.status >= 300:
        raise Dead(f"the push service answered {answer.status}")


def words_of(line: Notification) -> bytes:
    """What is pushed of a line: `push_worker.js` reads it."""
    (told,) = in_words([line])
    return json.dumps({"title": told.title, "link": link_of(told), "tag": told.group}).encode()


def _may(person: User, line: Notification) -> bool:
    subjects = subjects_of(line)
    is_seen = visible(subjects, person.pk).issuperset(subjects)
    return is_seen and channels_of(person)[line.type].push and not is_here(person.pk)
