"""Whom may a person find, and see?"""

from __future__ import annotations

from config.kernel.errors import NotFound
from social.accounts.models import PersonQuerySet, User

MOST = 100


def find_people(person: User, text: str) -> PersonQuerySet:
    """People whom `person` may know, by a part of their name or user name; at most 100, none without a text.

    Never by e-mail: an address would tell who has an account.
    """
    text = text.strip()
    people = User.objects.known_to(person)
    return people.matching(text).order_by("username")[:MOST] if text else people.none()


def person_for(viewer: User, id: int) -> User:
    """The person with this id. NotFound if there is none whom `viewer` may know of."""
    person = User.objects.known_to(viewer).filter(pk=id).first()
    if person is None:
        raise NotFound
    return person


def sees_whole(viewer: User, person: User, relation: str) -> bool:
    """Whether `viewer` may see more than the card: of a private account only friends and approved followers may."""
    if not person.is_private or relation in ("self", "friends"):
        return True
    return viewer.follows.filter(followed=person.pk, status="accepted").exists()
