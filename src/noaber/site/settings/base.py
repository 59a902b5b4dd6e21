"""Django's settings, made from the installation's environment (`environment.py`)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from noaber.site.settings import database, mail
from noaber.site.settings.environment import read_environment, secret_key, site_url, writable_folder


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


ENVIRONMENT = read_environment()
DATA = writable_folder(ENVIRONMENT.data)
PACKAGE = Path(__file__).resolve().parents[2]
SITE_URL = site_url(ENVIRONMENT)
IS_HTTPS = SITE_URL.startswith("https://")

SECRET_KEY = secret_key(ENVIRONMENT)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", urlsplit(SITE_URL).hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "noaber.site",
    "noaber.meetings",
    "noaber.figures",
    "noaber.decisions",
    "noaber.finance",
    "noaber.strategy",
    "noaber.network",
    "noaber.accounts",
    "noaber.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
if ENVIRONMENT.oidc_url:
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "noaber.core.middleware.ReadingMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "noaber.accounts.middleware.LastSeenMiddleware",
    "noaber.accounts.middleware.ActorMiddleware",
    "noaber.accounts.middleware.SecondFactorMiddleware",
    "noaber.accounts.middleware.ProviderMiddleware",
    "noaber.core.middleware.SizeMiddleware",
    "noaber.core.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "noaber.site.urls"
WSGI_APPLICATION = "noaber.site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "noaber.site.frame.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "noaber.core.templatetags.noaber",
            ],
        },
    }
]

DATABASES = {
    "default": database.postgresql(ENVIRONMENT.database)
    if ENVIRONMENT.database
    else database.sqlite(DATA / "noaber.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counters of throttling are shared by all web processes. A third of what is counted is thrown away when there are more
# than MAX_ENTRIES: with Django's 300, who tries many names would be forgotten.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

EMAIL_BACKEND, _mail_options = mail.backend(ENVIRONMENT.mail_url, DATA / "mail")
globals().update(_mail_options)
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
PEPPOL_URL, PEPPOL_TOKEN = ENVIRONMENT.peppol_url, ENVIRONMENT.peppol_token

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "noaber.site.serving.static_storage.FingerprintedStorage"},
}
FILES_ROOT = DATA / "files"

FORM_RENDERER = "noaber.core.components.controls.Controls"

SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # HSTS is set below exactly when the public address is https
    "security.W008",  # the redirect to https belongs to the proxy in front
    "security.W012",  # secure cookies: below, when the public address is https
    "security.W016",
]

# --- sign-in (django-allauth; our own pages in accounts/templates) ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": "noaber.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "noaber.accounts.passwords.NotObvious"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "noaber.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proven by its invitation
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that strangers type
ACCOUNT_FORMS = {
    "login": "noaber.accounts.sign_in_forms.SignInForm",
    "change_password": "noaber.accounts.sign_in_forms.ChangeOwnPasswordForm",
    "reset_password": "noaber.accounts.sign_in_forms.ForgottenPasswordForm",
    "reset_password_from_key": "noaber.accounts.sign_in_forms.NewPasswordForm",
    "reauthenticate": "noaber.accounts.sign_in_forms.ConfirmPasswordForm",
}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/h/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Noaber"
MFA_TOTP_TOLERANCE = 1  # a code of half a minute ago still passes, once: people type slowly (RFC 6238, 5.2)
MFA_FORMS = {
    "authenticate": "noaber.accounts.sign_in_forms.SecondStepForm",
    "reauthenticate": "noaber.accounts.sign_in_forms.ConfirmCodeForm",
    "activate_totp": "noaber.accounts.sign_in_forms.ActivateAppForm",
    "add_webauthn": "noaber.accounts.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "noaber.accounts.sign_in_forms.RenamePasskeyForm",
}
MFA_ADAPTER = "noaber.accounts.adapters.MFAAdapter"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
SOCIALACCOUNT_ADAPTER = "noaber.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if ENVIRONMENT.oidc_url:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "organisatie",
            "name": ENVIRONMENT.oidc_name,
            "client_id": ENVIRONMENT.oidc_client_id,
            "secret": ENVIRONMENT.oidc_secret,
            "settings": {"server_url": ENVIRONMENT.oidc_url},
        }
    ]

# --- what the browser may do ---
SESSION_COOKIE_NAME = "__Host-noaber" if IS_HTTPS else "noaber"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
PASSWORD_RESET_TIMEOUT = 3600  # the letter says so
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-noaber-csrf" if IS_HTTPS else "noaber-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "noaber.core.views.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Signing in through the organisation posts a form that ends at the provider (same host as its address).
        "form-action": [SELF, *([_origin(ENVIRONMENT.oidc_url)] if ENVIRONMENT.oidc_url else [])],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"hide_keys": {"()": "noaber.accounts.hidden_keys.HideKeys"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["hide_keys"]}
    },
    # A command says in one sentence what went wrong; every request it made is no part of that.
    # Every robot tries names that are not ours: the answer is 400, and no traceback in the log.
    "loggers": {
        "httpx": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
}
