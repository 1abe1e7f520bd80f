"""Which files may a person have back?"""

from __future__ import annotations

from activities.tracking.imports.models import Original
from config.kernel.errors import NotFound
from social.accounts.models import User


def original_for(person: User, activity_id: int) -> Original:
    """The file the person's own activity was imported from; NotFound otherwise, whatever the reason."""
    original = Original.objects.filter(activity=activity_id, user=person, activity__deleted_at=None).first()
    if original is None:
        raise NotFound("There is no such file.")
    return original
