"""How is a password kept? As an Argon2id hash, dear enough for a thief and cheap enough for a small machine."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """19 MiB and two passes, the least that OWASP's cheat sheet on password storage names.

    Django's own 100 MiB and eight threads let a few log-ins at once take the memory of a small machine.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
