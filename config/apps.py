"""How does Django know this app, and what is registered when it starts?"""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
