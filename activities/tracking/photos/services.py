"""How do photos come to an activity, change places and go? The only writers of photos."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from activities.tracking.models import Activity
from activities.tracking.photos.models import Photo
from activities.tracking.services import own_activity, tell_of_edit
from config.kernel.errors import Conflict, Forbidden, Invalid, NotFound, RateLimited
from config.kernel.files.picture_child import BYTES, Picture
from config.kernel.files.pictures import PictureRefused, encoded_pictures
from config.kernel.files.storing import Keeper, stored
from social.accounts.models import User

A_REQUEST, AN_ACTIVITY, A_PERSON = 10, 20, 5_000


def add_photos(activity: Activity, by: User, files: Sequence[BinaryIO]) -> list[Photo]:
    """Add photos to an activity of one's own, all or none; a file that is there already is not added again.

    Returns those the files stand for, in their order. Raises Invalid with each faulty file named by its place
    ("photos.2"), Conflict beyond AN_ACTIVITY or A_PERSON photos, Forbidden for the activity of another.
    """
    if activity.user_id != by.pk:
        raise Forbidden("Only its owner may change an activity.")
    contents = {sha256(data).hexdigest(): data for data in (file.read(BYTES + 1) for file in files)}
    known = set(activity.photos.values_list("digest", flat=True))
    news = [digest for digest in contents if digest not in known]
    pictures = dict(zip(news, _read([contents[digest] for digest in news]), strict=True))
    with stored() as keeper:
        mine = own_activity(activity, by)
        there = {photo.digest: photo for photo in mine.photos.all()}
        added = {digest: picture for digest, picture in pictures.items() if digest not in there}
        _refuse_too_many(by, len(there), len(added))
        for place, (digest, picture) in enumerate(added.items(), _next_place(mine)):
            there[digest] = _store(keeper, mine, place, digest, picture)
        if added:
            tell_of_edit(mine)
    return [there[digest] for digest in contents]


def remove_photo(activity: Activity, by: User, photo_id: UUID) -> None:
    """Take a photo from an activity of one's own. NotFound if it is not there."""
    with transaction.atomic():
        mine = own_activity(activity, by)
        gone, _ = mine.photos.filter(pk=photo_id).delete()
        if not gone:
            raise NotFound("There is no such photo.")
        tell_of_edit(mine)


def order_photos(activity: Activity, by: User, ids: Sequence[UUID]) -> list[Photo]:
    """Put the photos of one's own activity in this order; `ids` names each of them once."""
    with transaction.atomic():
        mine = own_activity(activity, by)
        photos = {photo.pk: photo for photo in mine.photos.all()}
        if sorted(ids) != sorted(photos):
            raise Invalid(errors={"photos": ["Name each photo of the activity once."]})
        ordered = [photos[pk] for pk in ids]
        if ordered != list(photos.values()):
            for place, photo in enumerate(ordered):
                photo.position = place
            Photo.objects.bulk_update(ordered, ["position"])
            tell_of_edit(mine)
    return ordered


def _read(files: Sequence[bytes]) -> list[Picture]:
    outcomes = encoded_pictures(files)
    refused = {place: outcome for place, outcome in enumerate(outcomes) if isinstance(outcome, PictureRefused)}
    if any(refusal.code == "busy" for refusal in refused.values()):
        raise RateLimited(next(iter(refused.values())).message, code="busy", retry_after_s=60)
    if refused:
        first = next(iter(refused.values()))
        errors = {f"photos.{place}": [refusal.message] for place, refusal in refused.items()}
        raise Invalid(first.message, code=first.code, errors=errors)
    return [outcome for outcome in outcomes if isinstance(outcome, Picture)]


def _refuse_too_many(by: User, there: int, added: int) -> None:
    if there + added > AN_ACTIVITY:
        raise Conflict(f"An activity has {AN_ACTIVITY} photos at the most. Remove some first.", code="too_many_photos")
    if added and Photo.objects.filter(activity__user=by).count() + added > A_PERSON:
        raise Conflict(f"You have {A_PERSON} photos, which is the most. Remove some first.", code="too_many_photos")


def _next_place(activity: Activity) -> int:
    last = activity.photos.order_by("position").last()
    return last.position + 1 if last else 0


def _store(keeper: Keeper, activity: Activity, place: int, digest: str, picture: Picture) -> Photo:
    photo = Photo(activity=activity, position=place, digest=digest, width=picture.width, height=picture.height)
    keeper.put(photo, "small", picture.small)
    keeper.put(photo, "large", picture.large)
    photo.save(force_insert=True)
    return photo
