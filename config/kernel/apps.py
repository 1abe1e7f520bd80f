"""How does Django know the kernel? As an app, because flags and idempotency keys are rows."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "config.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Schedules register themselves as they are imported."""
        import_module("config.kernel.jobs.upkeep")
