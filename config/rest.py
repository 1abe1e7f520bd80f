"""How does the REST API behave by default, and how is it described?"""

from __future__ import annotations

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "allauth.headless.contrib.rest_framework.authentication.JWTTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["config.kernel.api.parsers.StrictJSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "config.kernel.api.renderers.BrowsableRenderer",
    ],
    "DEFAULT_PAGINATION_CLASS": "config.kernel.api.pagination.LimitOffset",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.kernel.api.problems.answer",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Slipstream",
    "DESCRIPTION": "The REST API of Slipstream. The live side is described by AsyncAPI.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # The plugin is in static/slipstream/tools/api_docs.js. Each operation shows its own schemas: no list of all below.
    "SWAGGER_UI_SETTINGS": "{deepLinking: true, defaultModelsExpandDepth: -1, plugins: [ReadableByAll]}",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "PREPROCESSING_HOOKS": ["config.kernel.api.schema.without_trailing_slash"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.kernel.api.schema.with_refusals",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ModerationRule": "social.moderation.models.Rule",
        "Visibility": "social.accounts.models.VISIBILITY_NAMES",
        "PresenceStatus": "social.presence.models.Status",
        "ChallengeVisibility": "activities.challenges.models.Circle",
        "ChallengeStatus": "activities.challenges.serializers.STATUSES",
        "ActivityTypeEnum": "activities.tracking.models.ActivityType",
        "NotificationTypeEnum": "notifications.inbox.models.Kind",
    },
}
