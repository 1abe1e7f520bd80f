"""Which features can be switched, and may this person use one?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from rest_framework.permissions import BasePermission
from waffle import get_waffle_flag_model

from config.kernel.errors import FeatureOff
from config.kernel.flags import default_of

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


def having(feature: str, people: Collection[int]) -> set[int]:
    """Those of `people`, by id, who have `feature`; no query where a switch decides for all."""
    flag = get_waffle_flag_model().get(feature)
    for_all = flag.everyone if flag.pk else default_of(feature)
    if for_all is not None:
        return set(people) if for_all else set()
    return {user.pk for user in get_user_model().objects.filter(pk__in=people) if flag.is_active_for_user(user)}


def require(feature: str, user: Any) -> None:
    """Raise FeatureOff unless `user` has `feature`."""
    if not is_enabled(feature, user):
        raise FeatureOff(feature)


def features_of(user: Any) -> dict[str, bool]:
    """Every feature by name, as this person has it."""
    model = get_waffle_flag_model()
    rows = {flag.name: flag for flag in model.get_all()}
    return {name: bool((rows.get(name) or model(name=name)).is_active_for_user(user)) for name in FEATURES}


def fingerprint() -> str:
    """A text that changes whenever a flag is switched, for anybody."""
    rows = sorted(get_waffle_flag_model().get_all(), key=lambda flag: str(flag.name))
    return ";".join(
        f"{row.name} {row.everyone} {row.percent} {row.staff} {row.superusers} {row.authenticated} {row.modified}"
        for row in rows
    )


def needs(feature: str) -> type[BasePermission]:
    """A REST permission: the caller has `feature`, or the answer is 403 feature_not_available."""

    class Needs(BasePermission):
        def has_permission(self, request: Any, view: Any) -> bool:
            require(feature, request.user)
            return True

    Needs.__name__ = f"Needs{feature.title()}"
    return Needs
