"""Who suspends people and switches flags while a fault plays? A process that does what it reads, a line each."""

from __future__ import annotations

import os
import subprocess
import sys
from types import TracebackType
from typing import Self

from config.tests.live import PROJECT
from config.tests.stage import Stage

STAFF = "moderator"


class Moderator:
    """That process, seen from here. `order("suspend", 7)` returns when it is committed."""

    def __init__(self, stage: Stage) -> None:
        command = [sys.executable, "-m", "config.tests.faults.moderator"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, cwd=PROJECT, env=stage.house.environment, stdin=pipe, stdout=pipe, text=True
        )

    def __enter__(self) -> Self:
        assert self._answer() == "ready"
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(20)

    def order(self, what: str, which: object) -> None:
        """Have it done."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{what} {which}\n")
        self._process.stdin.flush()
        assert self._answer() == "done", f"{what} {which}"

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def main() -> None:
    """Read orders until the end of input."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from waffle import get_waffle_flag_model

    from social.accounts import services
    from social.accounts.models import User

    staff, _ = User.objects.get_or_create(
        username=STAFF, defaults={"email": f"{STAFF}@example.org", "is_staff": True, "is_superuser": True}
    )

    def switch(name: str, on: bool | None) -> None:
        flag, _ = get_waffle_flag_model().objects.update_or_create(name=name, defaults={"everyone": on})
        flag.flush()

    orders = {
        "suspend": lambda pk: services.suspend(User.objects.get(pk=int(pk)), by=staff),
        "restore": lambda pk: services.restore(User.objects.get(pk=int(pk)), by=staff),
        "off": lambda name: switch(name, False),
        "on": lambda name: switch(name, True),
    }
    print("ready", flush=True)
    for line in sys.stdin:
        what, which = line.split()
        orders[what](which)
        print("done", flush=True)


if __name__ == "__main__":
    main()
