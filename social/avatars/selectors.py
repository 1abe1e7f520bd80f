"""Whose picture may a person see?"""

from __future__ import annotations

from config.kernel.errors import NotFound
from social.accounts.models import User
from social.accounts.selectors import person_for
from social.avatars.models import Avatar

SIZES = ("small", "large")


def avatar_for(viewer: User, person_id: int) -> Avatar:
    """The picture of a person whose card the viewer may see, of private accounts too; NotFound otherwise."""
    avatar = Avatar.objects.filter(person=person_for(viewer, person_id)).first()
    if avatar is None:
        raise NotFound("There is no such picture.")
    return avatar
