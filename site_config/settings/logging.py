from site_config.settings.environment import env

LOG_LEVEL = env("LOG_LEVEL", default="INFO").upper()
LOG_FORMAT = env("LOG_FORMAT", default="console")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "site_config.logs.RequestIdFilter"}},
    "formatters": {
        "json": {"()": "site_config.logs.JsonFormatter"},
        "console": {"format": "{levelname} {request_id} {name}: {message}", "style": "{"},
    },
    # Standard error: the answers of management commands have standard output to themselves.
    "handlers": {
        "stream": {"class": "logging.StreamHandler", "filters": ["request_id"], "formatter": LOG_FORMAT},
    },
    "root": {"handlers": ["stream"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"level": LOG_LEVEL, "handlers": [], "propagate": True},
        "django.server": {"level": "ERROR", "handlers": [], "propagate": True},
        "django.db.backends": {"level": "INFO"},
        "PIL": {"level": "INFO"},
    },
}
