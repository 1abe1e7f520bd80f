"""Which features can be switched, and may this person use one?"""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from waffle import get_waffle_flag_model

from config.kernel.errors import FeatureOff

FEATURES = {
    "friends": "Friend requests and friendships",
    "feed": "The feed",
    "comments": "Comments on activities",
    "likes": "Likes on activities",
    "messages": "Conversations and messages",
    "challenges": "Challenges and leaderboards",
    "webhooks": "Outgoing webhooks",
    "exports": "Exports as CSV and PDF",
}


def is_enabled(feature: str, user: Any) -> bool:
    """Whether `user` has `feature`; unknown features are off."""
    return feature in FEATURES and bool(get_waffle_flag_model().get(feature).is_active_for_user(user))


def require(feature: str, user: Any) -> None:
    """Raise FeatureOff unless `user` has `feature`."""
    if not is_enabled(feature, user):
        raise FeatureOff(feature)


def features_of(user: Any) -> dict[str, bool]:
    """Every feature by name, as this person has it."""
    model = get_waffle_flag_model()
    rows = {flag.name: flag for flag in model.get_all()}
    return {name: bool((rows.get(name) or model(name=name)).is_active_for_user(user)) for name in FEATURES}


def needs(feature: str) -> type[BasePermission]:
    """A REST permission: the caller has `feature`, or the answer is 403 feature_not_available."""

    class Needs(BasePermission):
        def has_permission(self, request: Any, view: Any) -> bool:
            require(feature, request.user)
            return True

    Needs.__name__ = f"Needs{feature.title()}"
    return Needs
