"""Who asks? The signed-in person of a request that has passed its permissions."""

from __future__ import annotations

from typing import cast

from rest_framework.request import Request

from social.accounts.models import User


def caller(request: Request) -> User:
    """The person; only for views that refuse anonymous requests, as ours do by default."""
    return cast(User, request.user)
