from site_config.settings.environment import env

EMAIL_BACKEND = "post_office.EmailBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Impact Museum <museum@example.org>")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT_SECONDS", default=10)
MAIL_SWEEP_SECONDS = env.int("MAIL_SWEEP_SECONDS", default=30)
# 3, 6, 12 seconds after the first tries, doubled up to a quarter of an hour; given up after about three hours.
MAIL_RETRY_SECONDS = 3
MAIL_RETRY_LONGEST_SECONDS = 900
MAIL_MOST_TRIES = 20

_url = env("EMAIL_URL", default="console:")
if _url == "console:":
    _TRANSPORT = "django.core.mail.backends.console.EmailBackend"
else:
    _config = env.email_url("EMAIL_URL")
    _TRANSPORT = _config["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _config["EMAIL_HOST"], _config["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _config["EMAIL_HOST_USER"], _config["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _config.get("EMAIL_USE_TLS", False)

POST_OFFICE = {"BACKENDS": {"default": _TRANSPORT}, "DEFAULT_PRIORITY": "medium", "MESSAGE_ID_ENABLED": True}
