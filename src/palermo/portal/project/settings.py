"""Django's settings; the portal's only reader of the environment, through palermo.environment."""

from pathlib import Path

from django.utils.csp import CSP

from palermo.environment import load_settings
from palermo.languages import LANGUAGE_TABLE, RTL_LANGUAGES
from palermo.portal.base.apps_and_navigation import PORTAL_APPS
from palermo.portal.project.json_log import build_logging_config
from palermo.portal.project.rate_limits import build_limits
from palermo.portal.project.setting_parsers import (
    LOCAL_HOSTS,
    build_oidc_providers,
    find_origin,
    load_secret_key,
    parse_database_url,
    parse_email_url,
)

_environment = load_settings()

PALERMO_LIBRARY = Path(_environment.library).absolute()
PALERMO_ADDRESS = _environment.address
PALERMO_MEANING = _environment.meaning
PALERMO_LIMITS = build_limits(_environment.rate_limits)
PALERMO_PROXIES = _environment.proxies
PALERMO_METRICS = _environment.metrics
STATE = PALERMO_LIBRARY / "portal"
"""State of the portal in the library: database, compiled translations, collected static files."""

DEBUG = _environment.debug
SECRET_KEY = _environment.secret_key or load_secret_key(STATE)
ALLOWED_HOSTS = list(_environment.allowed_hosts)
DATABASES = {"default": parse_database_url(_environment.database_url, STATE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"

INSTALLED_APPS = [
    "palermo.portal.base",  # before allauth and the administration, whose layouts it replaces
    "palermo.portal.accounts",
    "palermo.portal.project.admin_site.PalermoAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    *(f"palermo.portal.{portal_app.app}" for portal_app in PORTAL_APPS),
    "palermo.portal.api",
    "palermo.portal.oai",
]
# A public page uses no session and sets no cookie, so that any cache may keep it.
MIDDLEWARE = [
    "palermo.portal.project.monitoring.record_request",
    "django.middleware.security.SecurityMiddleware",
    "palermo.portal.project.middleware.add_permissions_policy",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "palermo.portal.project.middleware.limit_request_size",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "palermo.portal.project.middleware.set_actor",
    "palermo.portal.project.middleware.pin_request_edition",
    "django.middleware.locale.LocaleMiddleware",
    "palermo.portal.project.request_limiting.limit_request_rate",
    "palermo.portal.api.middleware.apply_api_policy",
    "palermo.portal.project.middleware.cache_by_edition",
    "palermo.portal.project.request_limiting.limit_concurrent_searches",
    "palermo.portal.project.middleware.keep_selection_in_links",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "palermo.portal.project.middleware.AccessMiddleware",
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
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "palermo.portal.base.context_processors.build_page_context",
                "palermo.portal.services.edition_notes.build_edition_note",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "palermo.portal.base.templatetags.template_filters",
                "palermo.portal.services.file_links",
            ],
        },
    }
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:overview"
LOGOUT_REDIRECT_URL = "home:home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
_is_public_host = any(host not in LOCAL_HOSTS for host in ALLOWED_HOSTS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _is_public_host
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [
    f"https://{host.replace('.', '*.', 1) if host.startswith('.') else host}"
    for host in ALLOWED_HOSTS
    if host not in {*LOCAL_HOSTS, "*"}
]
CSRF_FAILURE_VIEW = "palermo.portal.project.middleware.handle_csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "palermo.portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Palermo] "
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key,10/h/key,20/d/key"}
"""The wait after failed attempts at one account grows from minutes to a day."""
ALLAUTH_TRUSTED_PROXY_COUNT = PALERMO_PROXIES
DEFAULT_FROM_EMAIL = _environment.email_from
MAILERS = parse_email_url(_environment.email_url)
PALERMO_HAS_MAIL_SERVER = bool(_environment.email_url)
SOCIALACCOUNT_ADAPTER = "palermo.portal.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = build_oidc_providers(
    _environment.oidc_url, _environment.oidc_name, _environment.oidc_client, _environment.oidc_secret
)
MFA_ADAPTER = "allauth.mfa.adapter.DefaultMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Palermo"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _is_public_host
PALERMO_REGISTRATION_OPEN = _environment.registration == "open"

_sorted_languages = sorted(LANGUAGE_TABLE, key=lambda language: (language.code != "en", language.english_name))
LANGUAGES = [(language.code, language.native_name) for language in _sorted_languages]
"""English, then the others as the United Nations list them."""
LANGUAGE_CODE = "en"
LANGUAGES_BIDI = sorted(RTL_LANGUAGES)
LOCALE_PATHS = [STATE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

PALERMO_MAX_REQUEST_BYTES = 52_000_000
"""Bytes of a form with its files; a larger one is refused before it is read."""

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF, *([find_origin(_environment.oidc_url)] if _environment.oidc_url else [])],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if PALERMO_PROXIES:  # the proxy terminates TLS, and replaces what a client sends in this header
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = build_logging_config(_environment.log)
