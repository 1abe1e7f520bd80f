"""Requests to addresses that people name: webhooks, web push. Only to the public internet, and bounded in every way."""

from config.kernel.outgoing.client import Answer, post
from config.kernel.outgoing.errors import Unsent
from config.kernel.outgoing.guard import check
from config.kernel.outgoing.targets import Target, target_of

__all__ = ["Answer", "Target", "Unsent", "check", "post", "target_of"]
