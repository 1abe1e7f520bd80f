"""What is kept of a person's account, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress

from config.kernel.personal import Loading, Row, loaded, told
from social.accounts.models import User
from social.accounts.services import EDITABLE, edit_profile

ABOUT = ("username", "email", "first_name", "last_name", "date_joined", "last_login", *sorted(EDITABLE))


@told("profile")
def profile(person_id: int) -> Iterable[Row]:
    """One row: the profile and all settings. No password, not even as it is stored."""
    yield from User.objects.filter(pk=person_id).values(*ABOUT)


@told("email_addresses")
def email_addresses(person_id: int) -> Iterable[Row]:
    """The addresses, and whether they are confirmed."""
    yield from EmailAddress.objects.filter(user=person_id).values("email", "verified", "primary")


@loaded("profile")
def load_profile(into: Loading, rows: Iterable[Row]) -> int:
    """The settings of the archive. User name, addresses and password stay what they are here."""
    count = 0
    for row in rows:
        changes: dict[str, Any] = {name: row[name] for name in EDITABLE & row.keys()}
        edit_profile(into.owner, **changes)
        count += 1
    return count
