"""Who moderates? `manage.py moderators` makes the group, and `manage.py moderators dana` puts somebody into it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

from social.accounts.models import User

GROUP = "moderators"
MAY_CHANGE = ["case", "user", "friendship", "message", "comment", "share", "activity"]
MAY_VIEW = [*MAY_CHANGE, "decision", "conversation"]


class Command(BaseCommand):
    """Safe to run again: the group has the permissions of this release afterwards."""

    help = "Make the group of moderators, and put people into it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("usernames", nargs="*")

    def handle(self, *args: Any, usernames: list[str], **options: Any) -> None:
        with transaction.atomic():
            group, _ = Group.objects.get_or_create(name=GROUP)
            group.permissions.set(_permissions())
            for username in usernames:
                person = User.objects.filter(username__iexact=username).first()
                if person is None:
                    raise CommandError(f"There is nobody called {username}.")
                User.objects.filter(pk=person.pk).update(is_staff=True)
                person.groups.add(group)
        self.stdout.write(f"{group.user_set.count()} people are {GROUP}.")


def _permissions() -> Any:
    names = [f"change_{name}" for name in MAY_CHANGE] + [f"view_{name}" for name in MAY_VIEW]
    ours = Q(content_type__app_label="social") | Q(content_type__app_label="activities")
    return Permission.objects.filter(ours, codename__in=names)
