"""Whom does a comment mention?"""

from __future__ import annotations

import re

from django.db.models.functions import Lower

from activities.engagement.models import Comment, Mention
from activities.engagement.selectors import who_see
from activities.tracking.models import Activity
from social.accounts.models import User

MOST = 20
# A user name after an @ that begins a word: "a@b.org" mentions nobody.
NAME = re.compile(r"(?<![\w@.-])@([\w.-]{1,30})(?![\w.-])")


def names_in(text: str) -> list[str]:
    """What follows each @ in `text` as far as a user name may go, in lower case, each once, at most 20."""
    return list(dict.fromkeys(match.group(1).lower() for match in NAME.finditer(text)))[:MOST]


def mention_people(comment: Comment, activity: Activity) -> tuple[set[int], set[int]]:
    """Store whom the comment mentions now; the ids of those newly mentioned, and of those no longer.

    Only people who may see the activity and are known to the comment's author are mentioned.
    """
    before = set(comment.mentions.values_list("person", flat=True))
    now = _people(names_in(comment.content), activity, comment.user)
    Mention.objects.filter(comment=comment, person__in=before - now).delete()
    Mention.objects.bulk_create(Mention(comment=comment, person_id=person_id) for person_id in sorted(now - before))
    return now - before, before - now


def _people(names: list[str], activity: Activity, author: User) -> set[int]:
    """A dot or hyphen at the end belongs to the name if somebody has that name, and to the sentence otherwise."""
    if not names:
        return set()
    people = who_see(activity).filter(pk__in=User.objects.known_to(author).values("pk")).exclude(pk=author.pk)
    wanted = {form for name in names for form in (name, name.rstrip(".-"))}
    found = dict(people.annotate(lower=Lower("username")).filter(lower__in=wanted).values_list("lower", "pk"))
    return {found.get(name) or found[name.rstrip(".-")] for name in names if {name, name.rstrip(".-")} & found.keys()}
