"""How does a template draw a person?"""

from __future__ import annotations

from typing import Any

from django import template

from social.accounts.models import User

TONES = 8

register = template.Library()


@register.inclusion_tag("social/avatar.html")
def avatar(person: User | None, size: str = "small") -> dict[str, Any]:
    """The person's picture over their initials on a disc of one of eight colours; for None a disc to be filled."""
    if not person:
        return _drawn(None, "", None)
    return _drawn(person.pk, person.shown_name, person.avatar_large if size == "large" else person.avatar)


@register.inclusion_tag("social/avatar.html")
def disc(person_id: int | None, name: str, picture: str | None = None) -> dict[str, Any]:
    """The same of a person of whom only these are at hand."""
    return _drawn(person_id, name, picture)


@register.inclusion_tag("social/here.html", takes_context=True)
def here(context: dict[str, Any], person_id: int | None) -> dict[str, Any]:
    """A dot at a face: whether the person is here now, as far as the reader may know."""
    return {"id": person_id or "", "status": context["frame"].here.get(person_id, "") if person_id else ""}


def initials(name: str) -> str:
    """The first letters of the first and the last word, as capitals. `people.js` does the same."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _drawn(person_id: int | None, name: str, picture: str | None) -> dict[str, Any]:
    return {"tone": (person_id or 0) % TONES, "initials": initials(name) if person_id else "", "picture": picture}
