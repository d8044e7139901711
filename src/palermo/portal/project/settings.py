"""Django's settings; the portal's only reader of the environment, through palermo.settings."""

import secrets
from pathlib import Path

from django.utils.csp import CSP

from palermo.portal.base.sections import SECTIONS
from palermo.portal.project.databases import parse_database_url
from palermo.portal.project.json_log import build_logging_config
from palermo.settings import load_settings

_environment = load_settings()

PALERMO_LIBRARY = Path(_environment.library).absolute()
PALERMO_MEANING = _environment.meaning
PALERMO_LIMITS = {"search": _environment.limit_search, "api": _environment.limit_api}
"""Requests a minute of one address; 0 means any number."""
PALERMO_PROXIES = _environment.proxies
PALERMO_METRICS = _environment.metrics
STATE = PALERMO_LIBRARY / "portal"
"""State of the portal in the library: database, compiled translations, collected static files."""

DEBUG = _environment.debug
SECRET_KEY = _environment.secret_key or secrets.token_urlsafe(50)
ALLOWED_HOSTS = list(_environment.allowed_hosts)
DATABASES = {"default": parse_database_url(_environment.database_url, STATE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "palermo.portal.accounts",
    "palermo.portal.base",
    *(f"palermo.portal.{section.app}" for section in SECTIONS),
    "palermo.portal.api",
]
# Sessions and CSRF come with sign-in: a public page sets no cookie, so that any cache may keep it.
MIDDLEWARE = [
    "palermo.portal.project.monitoring.record_request",
    "django.middleware.security.SecurityMiddleware",
    "palermo.portal.project.middleware.add_permissions_policy",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "palermo.portal.project.middleware.pin_request_edition",
    "django.middleware.locale.LocaleMiddleware",
    "palermo.portal.api.rate_limits.limit_request_rate",
    "palermo.portal.api.middleware.apply_api_policy",
    "palermo.portal.project.middleware.cache_by_edition",
    "palermo.portal.api.rate_limits.limit_concurrent_searches",
    "django.middleware.common.CommonMiddleware",
    "palermo.portal.project.middleware.ErrorPageMiddleware",
]
ROOT_URLCONF = "palermo.portal.project.urls"
WSGI_APPLICATION = "palermo.portal.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "palermo.portal.base.loaders.CompactLoader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "palermo.portal.base.context_processors.build_page_context",
            ],
            "builtins": ["django.templatetags.i18n", "palermo.portal.base.templatetags.template_filters"],
        },
    }
]

LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("zh", "中文"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LANGUAGE_CODE = "en"
LANGUAGES_BIDI = ["ar"]
LOCALE_PATHS = [STATE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if PALERMO_PROXIES:  # the proxy terminates TLS, and replaces what a client sends in this header
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = build_logging_config(_environment.log)
