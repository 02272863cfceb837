"""Settings, read from the environment and from nowhere else; ``docs/settings.md`` lists each.

The default is production, which refuses to start where something it needs is missing and says what to
do. ``manage.py`` and the Makefile set ``KB_MODE=development``.
"""

from __future__ import annotations

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()

KB_MODE = env.str("KB_MODE", default="production")
if KB_MODE not in {"production", "development", "test"}:
    raise ImproperlyConfigured(
        f"KB_MODE is {KB_MODE!r}. Set it to production, development or test (docs/settings.md)."
    )
DEBUG = KB_MODE == "development" and env.bool("KB_DEBUG", default=True)

# Everything that the site writes: database, index, uploads, collected static files.
KB_DATA = Path(env.str("KB_DATA", default=str(BASE_DIR / "var"))).resolve()
# Where files lie while they are being sent; whoever breaks off leaves nothing there.
FILE_UPLOAD_TEMP_DIR = KB_DATA / "arriving"
try:
    FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(
        f"KB_DATA is {KB_DATA}, which cannot be made ({error}). Name a folder that this user can write to."
    ) from error


def read_secret_key() -> str:
    """The secret key: from the environment in production; else one made once and kept under KB_DATA."""
    if key := env.str("KB_SECRET_KEY", default=""):
        return str(key)
    if KB_MODE == "production":
        raise ImproperlyConfigured(
            "KB_SECRET_KEY is not set. Give the site a long random value of its own, for example from "
            "`python -c 'import secrets; print(secrets.token_urlsafe(50))'`, and keep it secret. "
            "To try the site on your own machine, set KB_MODE=development instead."
        )
    kept = KB_DATA / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(get_random_secret_key(), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


SECRET_KEY = read_secret_key()

ALLOWED_HOSTS = env.list("KB_ALLOWED_HOSTS", default=[])
if KB_MODE == "production" and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "KB_ALLOWED_HOSTS is not set. Name the hosts that the site answers to, separated by commas: "
        "KB_ALLOWED_HOSTS=theses.example.org"
    )
if KB_MODE != "production":
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = env.list("KB_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "kb.curation.apps.CurationAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "haystack",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "kb.records",
    "kb.importing",
    "kb.search",
    "kb.pages",
    "kb.web",
    "kb.curation",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Chapters are long. Django masks its CSRF token in each response, so compression gives nothing away.
    "django.middleware.gzip.GZipMiddleware",
    # Pages whose ETag is not known beforehand get one of their words: at least nothing is sent twice.
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kb.web.language.LanguageMiddleware",
    "kb.web.caching.CachingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kb.web.withdrawals.WithdrawalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "kb.web.headers.HeadersMiddleware",
    # Innermost, so that the page of a closed site goes out through all the others.
    "kb.web.maintenance.MaintenanceMiddleware",
]

ROOT_URLCONF = "kb.config.urls"
WSGI_APPLICATION = "kb.config.wsgi.application"

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
                "kb.web.context.site",
            ],
            # {% lang text %} and |counted stand wherever a template shows a foreign text, or a number of things.
            "builtins": ["kb.web.templatetags.languages"],
            # Numbers in translated sentences are written as the language writes them.
            "libraries": {"i18n": "kb.web.templatetags.counts"},
        },
    }
]

# The library of that name is ours on purpose.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{KB_DATA / 'tverrsnitt.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer (WAL), and a writer takes its lock at once instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "kb.search.engine.NorwegianEngine",
        "PATH": str(KB_DATA / "index"),
        "INCLUDE_SPELLING": False,
        "SILENTLY_FAIL": False,
    }
}

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "kb" / "locale"]
FORMAT_MODULE_PATH = ["kb.config.formats"]
TIME_ZONE = "Europe/Oslo"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = KB_DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    # Uploads lie outside the web root and are never served as files.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(KB_DATA / "uploads")},
    },
    "staticfiles": {
        "BACKEND": "kb.web.static_files.StaticFiles"
        if KB_MODE == "production"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# How many proxies of our own stand in front; only what they say of where a request comes from is believed.
KB_PROXIES = env.int("KB_PROXIES", default=0)

# Nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
CSRF_FAILURE_VIEW = "kb.web.views.errors.show_forged"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A working day: who curates logs in every morning, and a browser left open is not let in for weeks.
SESSION_COOKIE_AGE = 12 * 3600
if KB_MODE == "production":
    # Behind a proxy that ends TLS, KB_HTTPS=false leaves the redirect to it.
    SECURE_SSL_REDIRECT = env.bool("KB_HTTPS", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("KB_HSTS_SECONDS", default=3600)
    SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
    CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
    LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT

# Work outside the request; `manage.py work` does it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Closes the site from its start on; to close one that runs there is `manage.py maintenance on`.
KB_MAINTENANCE = env.bool("KB_MAINTENANCE", default=False)
# Who answers for the site, and how to reach them: an address for mail, or a page. The pages about the site say it.
KB_OWNER = env.str("KB_OWNER", default="")
KB_CONTACT = env.str("KB_CONTACT", default="")

KB_UPLOAD_MB = env.int("KB_UPLOAD_MB", default=50)
FILE_UPLOAD_HANDLERS = ["kb.curation.receiving.StaffUploads"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
TAGGIT_CASE_INSENSITIVE = True
# The vocabulary that comes with the program is under its licence; who makes another one of it says which.
KB_VOCABULARY_LICENCE = env.str("KB_VOCABULARY_LICENCE", default="https://spdx.org/licenses/MIT.html")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"kb": {"level": os.environ.get("KB_LOG_LEVEL", "INFO")}},
}
