"""The web process; PORT and WEB_CONCURRENCY are its only two knobs."""

import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 2
timeout = 30
graceful_timeout = 30
keepalive = 5
# The site itself decides whose forwarded headers count (TRUSTED_PROXY_COUNT).
secure_scheme_headers: dict[str, str] = {}
forwarded_allow_ips = ""
control_socket_disable = True
# One line a request is written by the site, with its id, without query strings; a second log would add their secrets.
accesslog = None
errorlog = "-"
