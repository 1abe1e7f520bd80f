"""How does Django know this app, and what is registered when it starts?"""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Register what `manage.py check` looks at, and what take-outs and deletions go through."""
        from config.demo import checks  # noqa: F401 - models can be imported only now
        from config.takeout import jobs, parts  # noqa: F401
