"""What every environment shares; read from the environment, embedded by default."""

from pathlib import Path

from site_config.settings.environment import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "home",
    "posts",
    "mailings",
    "checkout",
    "search",
    "campaigns",
    "accounts",
    "products",
    "brands",
    "problems",
    "webhooks",
    "stories",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "post_office",
    "captcha",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.kakao",
]

MIDDLEWARE = [
    "site_config.middleware.client_address.ClientAddressMiddleware",
    "site_config.middleware.request_log.RequestLogMiddleware",
    "site_config.middleware.cookies.SoundCookiesMiddleware",
    "site_config.middleware.cross_origin.CrossOriginMiddleware",
    "site_config.middleware.errors.ErrorBodyMiddleware",
    "site_config.middleware.health.HealthMiddleware",
    "site_config.middleware.admin_policy.AdminPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "site_config.middleware.personal_answers.PersonalAnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "site_config.middleware.forgery.ForgeryMiddleware",
    "site_config.middleware.reads.ReadsMiddleware",
    "site_config.middleware.form_answers.FormAnswersMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionUseMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "site_config.middleware.messages.MessagesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "checkout.middleware.MergedCartMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "site_config.urls"
WSGI_APPLICATION = "site_config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

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
                "wagtail.contrib.settings.context_processors.settings",
            ]
        },
    }
]

# One language for everybody: as long as our own texts have no catalogue, a browser that prefers another one would
# get its dates and refusals among English sentences.
LANGUAGE_CODE = env("LANGUAGE_CODE", default="en")
LANGUAGES = [("en", "English"), ("ko", "한국어")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = env("SHOP_TIME_ZONE", default="Asia/Seoul")

STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

from site_config.settings.accounts import *
from site_config.settings.api import *
from site_config.settings.bot_check import *
from site_config.settings.celery import *
from site_config.settings.data import *
from site_config.settings.figures import *
from site_config.settings.logging import *
from site_config.settings.mail import *
from site_config.settings.mailings import *
from site_config.settings.payments import *
from site_config.settings.rate_limits import *
from site_config.settings.search import *
from site_config.settings.second_factor import *
from site_config.settings.security import *
from site_config.settings.shop import *
from site_config.settings.social import *
from site_config.settings.texting import *
from site_config.settings.wagtail import *
from site_config.settings.webhooks import *
