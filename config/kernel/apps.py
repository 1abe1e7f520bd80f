"""How does Django know the kernel? As an app, because flags and idempotency keys are rows."""

from __future__ import annotations

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "config.kernel"
    label = "kernel"
