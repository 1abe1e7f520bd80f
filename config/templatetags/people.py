"""How does a template draw a person who has no picture?"""

from __future__ import annotations

from typing import Any

from django import template

from social.accounts.models import User

TONES = 8

register = template.Library()


@register.inclusion_tag("social/avatar.html")
def avatar(person: User | None) -> dict[str, Any]:
    """The person's initials on a disc of one of eight colours; an empty disc to be filled for None."""
    if not person:
        return {"tone": 0, "initials": ""}
    return {"tone": (person.pk or 0) % TONES, "initials": initials(person.shown_name)}


@register.inclusion_tag("social/avatar.html")
def disc(person_id: int | None, name: str) -> dict[str, Any]:
    """The same of a person of whom only id and name are at hand."""
    return {"tone": person_id % TONES, "initials": initials(name)} if person_id else {"tone": 0, "initials": ""}


def initials(name: str) -> str:
    """The first letters of the first and the last word, as capitals. `people.js` does the same."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
