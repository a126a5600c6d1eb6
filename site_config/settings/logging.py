from site_config.settings.environment import env

LOG_LEVEL = env("LOG_LEVEL", default="INFO").upper()
LOG_FORMAT = env("LOG_FORMAT", default="console")


def write_as(log_format: str) -> dict:
    """Logging with every line in one format: `json` or `console`."""
    return _LOGGING | {"handlers": {"stream": _STREAM | {"formatter": log_format}}}


# Standard error: the answers of management commands have standard output to themselves.
_STREAM = {"class": "logging.StreamHandler", "filters": ["request"]}
_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "site_config.logs.RequestFilter"}},
    "formatters": {
        "json": {"()": "site_config.logs.JsonFormatter"},
        "console": {"format": "{levelname} {request_id} {name}: {message}", "style": "{"},
    },
    "root": {"handlers": ["stream"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"level": LOG_LEVEL, "handlers": [], "propagate": True},
        "django.server": {"level": "ERROR", "handlers": [], "propagate": True},
        "django.db.backends": {"level": "INFO"},
        "PIL": {"level": "INFO"},
        "elastic_transport": {"level": "WARNING"},
        "gunicorn.http.wsgi": {"level": "ERROR"},  # it warns of every HEAD that Django answers
        "django_tasks": {"level": "WARNING"},
        "stripe": {
            "level": "WARNING"
        },  # below that it writes whole requests and answers, with names and addresses
    },
}
LOGGING = write_as(LOG_FORMAT)
