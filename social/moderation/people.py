"""What do moderators see of a reported person?"""

from __future__ import annotations

from datetime import datetime

from social.accounts.models import User
from social.moderation.kinds import Reportable, Thing, reportable


@reportable("person")
class People(Reportable):
    """A person whom the reporter may know of: their profile."""

    model, label = User, "profile"

    def is_seen(self, by: User, id: int) -> bool:
        return User.objects.known_to(by).filter(pk=id).exists()

    def find(self, id: int, upto: datetime) -> Thing | None:
        person = User.objects.filter(pk=id).first()
        if person is None:
            return None
        lines = [f"@{person.username}", person.name, person.city, person.bio]
        page = f"/social/people/{person.username}/"
        return Thing(person.pk, "\n".join(line for line in lines if line), not person.is_active, page)
