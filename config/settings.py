"""Settings, read from the environment; a missing variable stops the start with advice.

`make setup` writes a `.env` for development (see scripts/setup.sh). In production set the variables:

| variable | meaning | default |
|---|---|---|
| DJANGO_SECRET_KEY | signs sessions; keep it secret, the same on all servers | none: required |
| DJANGO_SECRET_KEY_FALLBACKS | earlier keys, separated by commas: what they signed still counts | none |
| DJANGO_ALLOWED_HOSTS | the site's host names, separated by commas | none: required unless DJANGO_DEBUG |
| DATABASE_URL | such as postgres://user:password@host:5432/name | db.sqlite3 in this folder |
| DJANGO_DEBUG | error pages with source, never in production | false |
| DJANGO_HTTPS | send everyone to https and mark cookies secure | the opposite of DJANGO_DEBUG |
| DJANGO_TRUST_PROXY | believe X-Forwarded-Proto, -For, X-Request-ID, -Start; behind a proxy that sets them | false |
| EMAIL_URL | where notices are posted, such as smtp+tls://user:password@host:587 | consolemail:// (printed) |
| DEFAULT_FROM_EMAIL | who notices come from | juesuan@localhost |
| SITE_URL | this site's address, as it stands in e-mails and in published files | http://127.0.0.1:8000 |
| STATIC_ROOT | the folder that `collectstatic` fills | staticfiles/ here |
| PUBLICATIONS_ROOT | the folder that published files are kept in; back it up with the database | published/ here |
| PUBLICATIONS_ACCEL | where the proxy serves that folder, such as /published/ (deploy/nginx.conf.template) | none |
| PUBLICATIONS_S3_BUCKET | keep them in this bucket of an S3-compatible store instead | none: the folder |
| PUBLICATIONS_S3_ENDPOINT | the store's address, such as https://oss.example.gov.cn | Amazon's |
| PUBLICATIONS_S3_REGION | its region | none |
| PUBLICATIONS_S3_KEY, PUBLICATIONS_S3_SECRET | the sign-in to it | none |
| CACHE_URL | what web processes may remember together, such as dbcache://cache | locmemcache:// (each its own) |
| ERROR_MAIL_TO | who is told of errors by e-mail, separated by commas | nobody: errors are in the log |
| SECOND_FACTOR | who must use two-step verification: nobody, staff (the administration), everybody | nobody |
| SECOND_FACTOR_KEY | seals its secrets in the database; keep it apart from backups | DJANGO_SECRET_KEY |
| OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET | sign-in by OpenID Connect; users must exist here | none |
| OIDC_USERNAME_CLAIM, OIDC_LABEL | the claim that holds our 用户名; what the provider is called | see below |
| ONE_TIME_PASSWORD_DAYS | so long a one-time password may wait for its first sign-in | 7 |
| SESSION_IDLE_MINUTES | a sign-in ends after so long without a page or a save | 60 |
| METRICS_TOKEN | whoever sends it as a Bearer token reads /metrics | none: there is no /metrics |
| DJANGO_CSRF_TRUSTED_ORIGINS | such as https://juesuan.example.gov.cn, if a proxy changes the host | none |
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from operations.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def required(name: str, advice: str) -> str:
    """The variable's value; without one the start fails and says what to set."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"缺少环境变量 {name}。{advice}（开发环境：运行 make setup 会写好 .env）")
    return value


# Security ---

DEBUG = env.bool("DJANGO_DEBUG", default=False)
SECRET_KEY = required(
    "DJANGO_SECRET_KEY",
    '请设为 50 个以上字符的随机串并妥善保密，可用 python -c "import secrets; print(secrets.token_urlsafe(50))" 生成。',
)
SECRET_KEY_FALLBACKS = env.list("DJANGO_SECRET_KEY_FALLBACKS", default=[])
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
if DEBUG:
    ALLOWED_HOSTS = LOCAL_HOSTS
else:
    advice = "请填网站的域名，多个用逗号分隔，如 juesuan.example.gov.cn。"
    ALLOWED_HOSTS = [host.strip() for host in required("DJANGO_ALLOWED_HOSTS", advice).split(",")]
CSRF_FAILURE_VIEW = "disclosure.entry.api.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.list("DJANGO_CSRF_TRUSTED_ORIGINS", default=[])

HTTPS = env.bool("DJANGO_HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# A cookie of this name a browser takes from this very host alone: no other site under the same domain can set it.
_HOST = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}sessionid", f"{_HOST}csrftoken"
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the page
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# The preload list takes whole domains, such as example.gov.cn: not for one site of it to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from within, without https
TRUST_PROXY = env.bool("DJANGO_TRUST_PROXY", default=False)
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Nothing inline, nothing from elsewhere: a script or style stands in static/. The data: pictures are the
# icons of our style sheets.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"

# A grid of 300 rows by 8 amounts is 2,400 fields; Django's 1,000 would refuse it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Application ---

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",  # before staticfiles: runserver serves as production does
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "operations",
    "units",
    "finance",
    "performance",
    "disclosure",
    "review",
    "publication",
    "portal",
    "django_tasks_db",  # after publication, whose db_worker takes its place
]

MIDDLEWARE = [
    "operations.requests.RequestLog",
    "operations.headers.SafeHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "operations.bounds.Bounds",  # before whatever reads a form
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "operations.refusals.NotOpened",  # behind the one that counts an answer's length
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "units.sign_in.sessions.SessionClock",
    "units.sign_in.sessions.SignInRequired",  # a public page says so: @login_not_required
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "units.sign_in.sessions.session_clock",
            ],
        },
    },
]

# Database ---

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # WAL: readers go on while one writes. IMMEDIATE: a transaction that will write queues up at its
        # start, instead of failing with "database is locked" in the middle.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# What may be forgotten at any moment: counts on the front page, what stands between an account and its submission.
# Nothing that must be counted together (failed sign-ins, sessions, the queue) is in it: that is in the database.
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

# People ---

AUTH_USER_MODEL = "units.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = ["units.sign_in.backend.ThrottledBackend"]
_similar = {"user_attributes": ("username", "full_name", "email")}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": _similar},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "units.sign_in.passwords.KindsValidator"},
    {"NAME": "units.sign_in.passwords.DisguisedWordValidator"},
]
SESSION_IDLE = 60 * env.int("SESSION_IDLE_MINUTES", default=60)
SECOND_FACTOR = env.str("SECOND_FACTOR", default="nobody")
SECOND_FACTOR_KEY = env.str("SECOND_FACTOR_KEY", default="")
if SECOND_FACTOR not in ("nobody", "staff", "everybody"):
    raise ImproperlyConfigured("SECOND_FACTOR 只能是 nobody、staff 或 everybody")
ONE_TIME_PASSWORD_DAYS = env.int("ONE_TIME_PASSWORD_DAYS", default=7)
if not 1 <= ONE_TIME_PASSWORD_DAYS <= 365:
    raise ImproperlyConfigured("ONE_TIME_PASSWORD_DAYS 要在 1 到 365 之间")
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_USERNAME_CLAIM = env.str("OIDC_USERNAME_CLAIM", default="preferred_username")
OIDC_LABEL = env.str("OIDC_LABEL", default="统一身份认证")
SESSION_LONGEST = 12 * 60 * 60  # however busy: a day's work
SESSION_COOKIE_AGE = SESSION_IDLE + 300  # the row outlives the sign-in, so that the page can say what happened
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Language and time ---
# Chinese is written straight in the code; Django's own texts follow it.

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"  # 北京时间, official in all of China, Xinjiang included
USE_TZ = True

# Post ---

_post = env.email_url("EMAIL_URL", default="consolemail://")
MAILERS = {"default": {"BACKEND": _post["EMAIL_BACKEND"]}}
if _post["EMAIL_HOST"]:
    MAILERS["default"]["OPTIONS"] = {
        "host": _post["EMAIL_HOST"],
        "port": _post["EMAIL_PORT"],
        "username": _post["EMAIL_HOST_USER"],
        "password": _post["EMAIL_HOST_PASSWORD"],
        "use_tls": _post.get("EMAIL_USE_TLS", False),
        "use_ssl": _post.get("EMAIL_USE_SSL", False),
        "timeout": 10,  # seconds; a notice stands in the app whether or not the mail goes out
    }
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="juesuan@localhost")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

# Static files ---

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
PUBLICATIONS: dict[str, object] = {
    "BACKEND": "publication.storage.ContentFolder",
    "OPTIONS": {"location": env.str("PUBLICATIONS_ROOT", default=str(BASE_DIR / "published"))},
}
if PUBLICATIONS_BUCKET := env.str("PUBLICATIONS_S3_BUCKET", default=""):
    PUBLICATIONS = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": PUBLICATIONS_BUCKET,
            "endpoint_url": env.str("PUBLICATIONS_S3_ENDPOINT", default="") or None,
            "region_name": env.str("PUBLICATIONS_S3_REGION", default="") or None,
            "access_key": env.str("PUBLICATIONS_S3_KEY", default="") or None,
            "secret_key": env.str("PUBLICATIONS_S3_SECRET", default="") or None,
            "signature_version": "s3v4",
            "file_overwrite": False,  # what is published is never written over
            "querystring_auth": False,
            "default_acl": None,
        },
    }
# We say whether a published file may be had and where it stands; the proxy before us sends it (X-Accel-Redirect).
PUBLICATIONS_ACCEL = env.str("PUBLICATIONS_ACCEL", default="")
if PUBLICATIONS_ACCEL and PUBLICATIONS_BUCKET:
    raise ImproperlyConfigured(
        "PUBLICATIONS_ACCEL 只用于存放在文件夹里的公开文件，不能与 PUBLICATIONS_S3_BUCKET 同时设置"
    )
if PUBLICATIONS_ACCEL and not (PUBLICATIONS_ACCEL.startswith("/") and PUBLICATIONS_ACCEL.endswith("/")):
    raise ImproperlyConfigured("PUBLICATIONS_ACCEL 要以 / 开头和结尾，如 /published/")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "publications": PUBLICATIONS,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "config.storage.HashedModules"
    },
}
# The print fonts would take minutes to compress, and no browser asks for them.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("br", "gz", "pdf", "png", "ttf", "woff2")

# Background ---
# The database is the queue; `manage.py db_worker` works through it, one or many, on one machine or several.

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Log ---

METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# In development Django writes to the console by itself.
if not DEBUG:
    LOGGING = logging_settings(error_mail_to=env.list("ERROR_MAIL_TO", default=[]))
