"""Which address leads where?"""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config import views
from config.kernel.api.routes import route
from config.metrics import for_staff
from config.takeout.views import TakeoutView
from notifications.emails.views import unsubscribe
from social.departure.views import ReturnPage
from social.moderation.views import DecisionPage

api: list[URLPattern | URLResolver] = [
    path("", include("social.accounts.urls")),
    path("", include("social.conversations.urls")),
    path("", include("social.friendships.urls")),
    path("", include("social.moderation.urls")),
    path("", include("social.safety.urls")),
    path("", include("social.presence.urls")),
    path("", include("activities.urls")),
    path("", include("notifications.urls")),
    path("", include("realtime.urls")),
    route("users/me/takeout", TakeoutView.as_view(), "takeout"),
    route("features", views.FeaturesView.as_view(), "features"),
    route("schema", SpectacularAPIView.as_view(), "schema"),
    route(
        "docs", SpectacularSwaggerSplitView.as_view(url_name="schema", http_method_names=["get", "head"]), "api-docs"
    ),
]
api += [path("", include(f"{app}.urls")) for app in settings.EXTENSIONS if find_spec(f"{app}.urls")]
urlpatterns = [
    path("", include("config.pages.urls")),
    path("api/v1/", include(api)),
    path("accounts/return/<str:key>/", ReturnPage.as_view(), name="account-return"),
    path("accounts/decisions/<str:key>/", DecisionPage.as_view(), name="decision"),
    path("accounts/", include("allauth.urls")),
    path("unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", for_staff, name="metrics"),
]
handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler404 = "config.views.not_found"
handler429 = "social.accounts.views.too_many"  # allauth's limits
handler500 = "config.views.server_error"
