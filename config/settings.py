"""How is this Slipstream set up? Every setting comes from the environment; docs/settings.md explains each."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from environs import Env, validate

from config import mail
from config.kernel.logs import logging_for
from config.rest import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401 - Django reads them here
from config.strictness import refuse_weak

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env(eager=False)

# --- which kind of set-up -----------------------------------------------------------------------------------
KINDS = ("production", "local", "test")
ENVIRONMENT = env.str("SLIPSTREAM_ENV", "production", validate=validate.OneOf(KINDS))
PRODUCTION = ENVIRONMENT == "production"
TESTING = ENVIRONMENT == "test"
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)
STATE = Path(env.str("SLIPSTREAM_STATE", str(BASE_DIR / ".local")) or ".")

# --- addresses and secrets ----------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY", "only-for-tests-and-not-secret-at-all-0123456789abcdef" if TESTING else "")
JWT_KEY = env.str("JWT_KEY", "only-for-tests-jwt-0123456789abcdef0123456789abcdef" if TESTING else "")
PUBLIC_URL = (env.str("PUBLIC_URL", "http://127.0.0.1:8000") or "").rstrip("/")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [urlsplit(PUBLIC_URL).hostname or ""])
ALLOWED_ORIGINS = env.list("ALLOWED_ORIGINS", [PUBLIC_URL])
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS
TLS = PUBLIC_URL.startswith("https://")

# --- stores -------------------------------------------------------------------------------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL") or {}}
DATABASE_POOL_SIZE = env.int("DATABASE_POOL_SIZE", 10)
if DATABASES["default"]:
    DATABASES["default"] |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}  # a restart of PostgreSQL costs no answer
    if not TESTING:
        pool = {"min_size": 2, "max_size": DATABASE_POOL_SIZE, "timeout": 5}
        DATABASES["default"]["OPTIONS"] = {**DATABASES["default"].get("OPTIONS", {}), "pool": pool}
REDIS_URL = env.str("REDIS_URL", "")
REDIS_PREFIX = env.str("REDIS_PREFIX", "slipstream")


def redis_database(number: int) -> str:
    """`REDIS_URL` with database `number`, whatever path or query the operator's address already has."""
    parts = urlsplit(REDIS_URL or "redis://127.0.0.1:6379")
    if parts.scheme == "unix":
        query = "&".join([q for q in parts.query.split("&") if q and not q.startswith("db=")] + [f"db={number}"])
        return f"unix://{parts.netloc}{parts.path}?{query}"
    return urlunsplit(parts._replace(path=f"/{number}"))


REDIS_STREAMS_URL = redis_database(0)
CACHE = {
    "BACKEND": "config.kernel.cache.ForgivingRedisCache",
    "LOCATION": redis_database(1),
    "KEY_PREFIX": REDIS_PREFIX,
}
CACHES = {"default": CACHE, "flags": {**CACHE, "TIMEOUT": 3}}  # a kill switch acts within seconds, whatever is missed
LAYERS = {
    "hub": {"BACKEND": "realtime.layers.HubLayer", "CONFIG": {"prefix": REDIS_PREFIX}},
    "pubsub": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        # socket_timeout: with redis-py's default an idle subscription is cut off after some seconds
        "CONFIG": {"hosts": [{"address": REDIS_STREAMS_URL, "socket_timeout": None}], "prefix": REDIS_PREFIX},
    },
}
CHANNEL_LAYERS = {"default": LAYERS[env.str("CHANNEL_LAYER", "hub", validate=validate.OneOf(LAYERS)) or "hub"]}

# --- the parts ----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "daphne",
    "servestatic.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "channels",
    "waffle",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "csp",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    "config.kernel",
    "realtime",
    "social",
    "activities",
    "notifications",
    "config",
]
EXTENSIONS: list[str] = env.list("EXTENSIONS", [])  # Django apps of others: docs/extending.md
INSTALLED_APPS += EXTENSIONS
MIDDLEWARE = [
    "config.metrics.Measured",
    "config.kernel.middleware.RequestId",
    "config.kernel.middleware.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.kernel.middleware.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "social.log_ins.middleware.LastSeen",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.pages.context.frame",
            ]
        },
    }
]
SILENCED_SYSTEM_CHECKS = ["django_ratelimit.W001"]  # it does not know Django's own Redis cache, which is atomic
RATELIMIT_FAIL_OPEN = True  # without Redis people go on; what must hold is held by rows as well
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE, TIME_ZONE, USE_TZ, USE_I18N = "en", "UTC", True, False

# --- accounts -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "social.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "/accounts/login/", "/social/", "/"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # a cache alone would sign all out when Redis is lost
SESSION_COOKIE_AGE = 14 * 86400
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
ACCOUNT_ADAPTER = "social.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION, ACCOUNT_PREVENT_ENUMERATION = "optional", "strict"
ACCOUNT_USERNAME_VALIDATORS = "social.accounts.names.username_validators"
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_RATE_LIMITS = {
    "signup": f"{env.int('SIGNUPS_PER_MINUTE', 20, validate=validate.Range(1))}/m/ip",
    "login": "120/m/ip",
    "login_failed": "10/m/ip,100/h/key",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_REAUTHENTICATION_REQUIRED = True  # a change of address needs the password again
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
HEADLESS_CLIENTS = ("app",)
HEADLESS_TOKEN_STRATEGY = "social.accounts.tokens.OneUseJWT"  # noqa: S105 - the name of a class
HEADLESS_JWT_ALGORITHM, HEADLESS_JWT_PRIVATE_KEY = "HS256", JWT_KEY
HEADLESS_JWT_STATEFUL_VALIDATION_ENABLED = True  # otherwise the token of a signed-out person lives on
HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN, HEADLESS_JWT_REFRESH_TOKEN_EXPIRES_IN = 900, SESSION_COOKIE_AGE
# Argon2 for every new password; one kept as an older hash becomes Argon2 at the next log-in.
LASTING_HASHERS = ["social.accounts.passwords.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"] if TESTING else LASTING_HASHERS

# --- jobs ---------------------------------------------------------------------------------------------------
JOB_PROVIDER = env.str("JOB_PROVIDER", "procrastinate", validate=validate.OneOf(["procrastinate", "memory"]))

# --- flags --------------------------------------------------------------------------------------------------
WAFFLE_FLAG_MODEL = "kernel.Flag"
WAFFLE_CACHE_NAME, WAFFLE_CACHE_PREFIX = "flags", "waffle:"

# --- pages, files and their safety --------------------------------------------------------------------------
STATIC_URL, MEDIA_URL = "/static/", "/media/"
STATIC_ROOT, MEDIA_ROOT = STATE / "static", STATE / "media"
HASHED, PLAIN = "config.kernel.storage.StaticStorage", "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "media": {
        "BACKEND": env.str("MEDIA_BACKEND", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("MEDIA_OPTIONS", {}),
    },
    "staticfiles": {"BACKEND": PLAIN if TESTING or DEBUG else HASHED},
}
SERVESTATIC_USE_FINDERS, SERVESTATIC_AUTOREFRESH = TESTING or DEBUG, DEBUG
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
OURS, NOBODY = ["'self'"], ["'none'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": dict.fromkeys(("default-src", "base-uri", "frame-ancestors", "object-src"), NOBODY)
    | dict.fromkeys(("script-src", "style-src", "font-src", "connect-src", "manifest-src", "form-action"), OURS)
    | {"img-src": [*OURS, "data:"]}
}
SECURE_REFERRER_POLICY, X_FRAME_OPTIONS = "same-origin", "DENY"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_SSL_REDIRECT, SECURE_REDIRECT_EXEMPT = TLS, ["^(healthz|readyz)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

# --- e-mail -------------------------------------------------------------------------------------------------
EMAIL_PROVIDER = env.str("EMAIL_PROVIDER", "console", validate=validate.OneOf(mail.BACKENDS))
EMAIL_BACKEND = mail.BACKENDS.get(EMAIL_PROVIDER or "", "")
ANYMAIL: dict[str, object] = {"REQUESTS_TIMEOUT": mail.TIMEOUT_S, **dict(env.json("ANYMAIL", {}) or {})}
EMAIL_HOST, EMAIL_PORT = env.str("SMTP_HOST", "127.0.0.1"), env.int("SMTP_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.str("SMTP_USER", ""), env.str("SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.bool("SMTP_TLS", False)
EMAIL_TIMEOUT = mail.TIMEOUT_S
VAPID_PRIVATE_KEY, VAPID_PUBLIC_KEY = env.str("VAPID_PRIVATE_KEY", ""), env.str("VAPID_PUBLIC_KEY", "")  # web push
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "Slipstream <slipstream@localhost>")

# --- outgoing webhooks (docs/webhooks.md) ---------------------------------------------------------------------
WEBHOOK_ALLOW = env.list("WEBHOOK_ALLOW", [], subcast=ip_network)
WEBHOOK_PORTS = env.list("WEBHOOK_PORTS", [], subcast=int)
WEBHOOK_PLAIN_HTTP = env.bool("WEBHOOK_PLAIN_HTTP", False)

# --- the live side (docs/protocol.md) -----------------------------------------------------------------------
LIVE_TEST_ROUTES = env.bool("LIVE_TEST_ROUTES", False)
METRICS_ALLOW = env.list("METRICS_ALLOW", ["127.0.0.0/8", "::1"])
ADMIN_PATH = (env.str("ADMIN_PATH", "admin") or "admin").strip("/")

LOG_LEVEL = env.str("LOG_LEVEL", "WARNING" if TESTING else "INFO")
LOGGING = logging_for(LOG_LEVEL or "INFO")

env.seal()
if PRODUCTION:
    refuse_weak(globals())
