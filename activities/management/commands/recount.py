"""How are figures, points and badges made right again, after an import by hand or a new rule?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from activities.stats.services import recount
from social.accounts.models import User


class Command(BaseCommand):
    """Recounts people one by one; may be stopped and started again, and run while people are about."""

    help = "Count days and points anew and unlock the badges that are earned. Again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("usernames", nargs="*", help="Whose; everybody's without any.")
        parser.add_argument("--tell", action="store_true", help="Tell people of badges they unlock by this.")

    def handle(self, *args: Any, usernames: list[str], tell: bool, **options: Any) -> None:
        people = User.objects.order_by("pk")
        if usernames:
            people = people.filter(username__in=usernames)
            if missing := set(usernames) - set(people.values_list("username", flat=True)):
                raise CommandError(f"Nobody is called {', '.join(sorted(missing))}.")
        done = 0
        for pk in people.values_list("pk", flat=True).iterator():
            recount(pk, tell=tell)
            done += 1
        self.stdout.write(f"{done} recounted.")
