"""May this Slipstream start, if people of the demo are in its database? In production not: their password is known."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.db import Error as DatabaseFault

from social.accounts.models import User


def demo_people_exist() -> bool:
    """Whether anybody of the demo has an account here, suspended ones too."""
    return User.objects.filter(is_demo=True).exists()


@checks.register(checks.Tags.security, deploy=True)
def no_demo_people_in_production(**_: Any) -> list[checks.CheckMessage]:
    """An error if there are; a warning if the database cannot be asked, so that this is seen and nothing breaks."""
    if settings.ENVIRONMENT != "production":
        return []
    try:
        exist = demo_people_exist()
    except DatabaseFault:
        return [
            checks.Warning("The database cannot be asked whether it has accounts of the demo.", id="slipstream.W001")
        ]
    if not exist:
        return []
    message = "Accounts of the demo are in this database, and everybody knows their password."
    return [checks.Error(message, hint="Start production with a database of its own.", id="slipstream.E001")]
