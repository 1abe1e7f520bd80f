"""Where are accounts and people in the API?"""

from __future__ import annotations

from config.kernel.api.routes import route
from social.accounts import doors, recovery, viewsets
from social.avatars.views import AvatarFileView, MyAvatarView
from social.departure.views import ReturnView
from social.log_ins.viewsets import LogInViewSet

urlpatterns = [
    route("auth/signup", doors.SignUpView.as_view(), "auth-signup"),
    route("auth/token", doors.TokenView.as_view(), "auth-token"),
    route("auth/token/refresh", doors.RefreshView.as_view(), "auth-refresh"),
    route("auth/logout", doors.LogOutView.as_view(), "auth-logout"),
    route("auth/email/verify", recovery.VerifyView.as_view(), "auth-email-verify"),
    route("auth/email/resend", recovery.ResendView.as_view(), "auth-email-resend"),
    route("auth/password/reset", recovery.RequestResetView.as_view(), "auth-password-reset"),
    route("auth/password/reset/confirm", recovery.ResetView.as_view(), "auth-password-confirm"),
    route("auth/password/change", recovery.ChangePasswordView.as_view(), "auth-password-change"),
    route("auth/return", ReturnView.as_view(), "auth-return"),
    route("auth/sessions", LogInViewSet.as_view({"get": "list", "delete": "end_others"}), "auth-sessions"),
    route("auth/sessions/<id>", LogInViewSet.as_view({"delete": "destroy"}), "auth-session"),
    route("users", viewsets.PeopleView.as_view(), "users"),
    route("users/me", viewsets.MeView.as_view(), "users-me"),
    route("users/me/avatar", MyAvatarView.as_view(), "users-me-avatar"),
    route("users/<id>", viewsets.ProfileView.as_view(), "user"),
    route("users/<id>/avatar/(?P<size>small|large)", AvatarFileView.as_view(), "user-avatar"),
]
