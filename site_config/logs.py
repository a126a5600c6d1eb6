"""One line an event; every line carries the id of the request it belongs to."""

import json
import logging
from datetime import UTC, datetime

from django.http import HttpRequest

from site_config.middleware.request_log import current_request_id
from site_config.secret_paths import hide_secrets

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "request",
    "request_id",
    "server_time",
}


class RequestFilter(logging.Filter):
    """Ties a line to its request. Django's own lines name whole paths: what is secret in one is taken out."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django reports a refused request after it has left all middleware, and hands the request over.
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "id", current_request_id.get())
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(
                hide_secrets(word, request=request) if isinstance(word, str) else word for word in record.args
            )
        return True


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "-"),
        }
        line |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
