"""How does a person show their picture, or take it back? The only writers of avatars."""

from __future__ import annotations

from typing import BinaryIO

from django.db import transaction

from config.kernel.errors import Invalid, RateLimited
from config.kernel.files.picture_child import BYTES
from config.kernel.files.pictures import PictureRefused, encoded_avatar
from config.kernel.files.storing import stored
from social.accounts.models import User
from social.avatars.models import Avatar


def set_avatar(person: User, file: BinaryIO) -> User:
    """Show the middle square of the picture, made anew; the one before goes. Returns the person with it.

    Raises Invalid with the field `avatar` named if the file is no picture, RateLimited while too many are being read.
    """
    try:
        made = encoded_avatar(file.read(BYTES + 1))
    except PictureRefused as refused:
        if refused.code == "busy":
            raise RateLimited(refused.message, code=refused.code, retry_after_s=60) from None
        raise Invalid(refused.message, code=refused.code, errors={"avatar": [refused.message]}) from None
    with stored() as keeper:
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        Avatar.objects.filter(person=person).delete()
        avatar = Avatar(person=person)
        keeper.put(avatar, "small", made.small)
        keeper.put(avatar, "large", made.large)
        avatar.save(force_insert=True)
        User.objects.filter(pk=person.pk).update(picture=avatar.pk)
    person.picture = avatar.pk
    return person


def remove_avatar(person: User) -> User:
    """Show initials again. Harmless where there is no picture."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        User.objects.filter(pk=person.pk).update(picture=None)
        Avatar.objects.filter(person=person).delete()
    person.picture = None
    return person
