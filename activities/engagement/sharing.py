"""How is an activity shared with one's friends and followers, and a share taken back?"""

from __future__ import annotations

from activities.engagement.events import Shared, Unshared
from activities.engagement.models import Share
from activities.engagement.sight import in_sight
from activities.engagement.wording import note_text
from activities.tracking.events import FeedUpdate
from activities.tracking.models import Activity
from activities.tracking.serializers import content_of
from config.kernel.errors import Invalid
from realtime.events import Audience, Rule, publish
from social.accounts.cards import Person
from social.accounts.models import User


def share_activity(activity: Activity, by: User, note: str = "") -> Share:
    """Show somebody's activity to one's friends and followers, as far as they may see it; the owner is notified.

    Again changes nothing, not the note either. Raises NotFound if `by` may not see it, Invalid for one's own.
    """
    text = note_text(note)
    with in_sight(activity, by) as held:
        if held.user_id == by.pk:
            raise Invalid("It is yours: your friends and followers see it already.", code="own_activity")
        share, is_new = Share.objects.get_or_create(activity=held, user=by, defaults={"note": text})
        if is_new:
            tell_of_share(share, held)
            _notify(share, held)
    return share


def unshare_activity(activity: Activity, by: User) -> None:
    """Take one's share back. Without one, or with one that a moderator hid, it changes nothing."""
    with in_sight(activity, by) as held:
        share = Share.objects.present().filter(activity=held, user=by).first()
        if share is not None:
            tell_of_end(share)
            publish(Unshared(activity_id=held.pk, owner_id=held.user_id, user_id=by.pk), to=None)
            share.delete()


def tell_of_share(share: Share, activity: Activity) -> None:
    """Put the share into the open feeds of those who see it."""
    activity.share = share  # type: ignore[attr-defined]
    row = content_of(activity)
    told = FeedUpdate(action="shared", activity_id=share.activity_id, activity=row, share_id=share.pk)
    publish(told, to=_readers(share))


def tell_of_end(share: Share) -> None:
    """Take the share out of the open feeds."""
    publish(FeedUpdate(action="unshared", activity_id=share.activity_id, share_id=share.pk), to=_readers(share))


def _notify(share: Share, activity: Activity) -> None:
    event = Shared(
        activity_id=activity.pk,
        share_id=share.pk,
        user=Person.of(share.user),
        note=share.note,
        title=activity.title,
        owner_id=activity.user_id,
    )
    publish(event, to=None)


def _readers(share: Share) -> Audience:
    return Rule("share_readers", {"activity_id": share.activity_id, "sharer_id": share.user_id})
