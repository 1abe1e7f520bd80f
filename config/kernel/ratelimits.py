"""How often may somebody do something? Counted in the shared cache by django-ratelimit."""

from __future__ import annotations

from typing import Any

from django_ratelimit.core import get_usage
from rest_framework.throttling import BaseThrottle

from config.kernel.errors import RateLimited


def spend(group: str, who: object, rate: str) -> None:
    """Count one use of `group` by `who`, or raise RateLimited with the seconds to wait.

    `rate` is django-ratelimit's, "20/d". Windows are fixed. An unreachable cache lets everything pass.
    """
    usage = get_usage(None, group=group, key=lambda _group, _request: str(who), rate=rate, increment=True)
    if usage and usage["should_limit"]:
        raise RateLimited(retry_after_s=max(1, usage["time_left"]))


class PersonThrottle(BaseThrottle):
    """A view's own limit a person: set `throttle_group` and `throttle_rate` on the view."""

    def allow_request(self, request: Any, view: Any) -> bool:
        spend(view.throttle_group, request.user.pk or request.META.get("REMOTE_ADDR", ""), view.throttle_rate)
        return True
