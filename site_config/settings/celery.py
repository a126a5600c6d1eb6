from pathlib import Path
from tempfile import gettempdir
from urllib.parse import urlsplit

from celery.schedules import crontab

from site_config.settings.data import REDIS_URL
from site_config.settings.environment import env
from site_config.settings.figures import READS_WRITTEN_SECONDS
from site_config.settings.mail import MAIL_SWEEP_SECONDS
from site_config.settings.mailings import MAILING_SWEEP_SECONDS
from site_config.settings.webhooks import WEBHOOK_SWEEP_SECONDS


def _another_database_of(redis_url: str) -> str:
    """The cache may be flushed at any time; what waits for a worker may not."""
    if not redis_url:
        return ""
    parts = urlsplit(redis_url)
    number = int(parts.path.strip("/") or 0) + 1
    return parts._replace(path=f"/{number}").geturl()


CELERY_BROKER_URL = env("CELERY_BROKER_URL", default=_another_database_of(REDIS_URL))
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
CELERY_BROKER_URL = CELERY_BROKER_URL or "memory://"
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = env("SHOP_TIME_ZONE", default="Asia/Seoul")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# With REMAP_SIGTERM=SIGQUIT a worker told to stop gives its task 25 s; then the broker hands it to another one.
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 25
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": "impact:",
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
    "visibility_timeout": 600,
    "queue_order_strategy": "priority",
}
# 0 comes first, and is what a task has that says nothing: money and mail do not wait until a large import is in the
# index of the search.
CELERY_TASK_ROUTES = {
    "tasks.run": {"priority": 9},
    "search.*": {"priority": 9},
    "mailings.*": {"priority": 9},
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}

# A call that nobody took before the next one is due is dropped: the next one does the same.
CELERY_BEAT_SCHEDULE = {
    "send what waits in the queue of mails": {
        "task": "checkout.sweep_mail",
        "schedule": MAIL_SWEEP_SECONDS,
        "options": {"expires": MAIL_SWEEP_SECONDS},
    },
    "send the text messages that still wait": {
        "task": "accounts.sweep_texts",
        "schedule": 20,
        "options": {"expires": 20},
    },
    "end the orders that were not paid in time": {
        "task": "checkout.expire_orders",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "ask providers what has become of payments": {
        "task": "checkout.reconcile_payments",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "act on the messages of providers": {
        "task": "checkout.sweep_webhooks",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "forget what has outlived its use": {
        "task": "checkout.purge_expired",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "tell partners what is still owed": {
        "task": "webhooks.sweep",
        "schedule": WEBHOOK_SWEEP_SECONDS,
        "options": {"expires": WEBHOOK_SWEEP_SECONDS},
    },
    "tell the stock desk what is low": {
        "task": "products.mail_low_stock",
        "schedule": crontab(hour=8, minute=0),
        "options": {"expires": 12 * 3600},
    },
    "mend the prices that campaigns promise": {
        "task": "campaigns.follow_prices",
        "schedule": crontab(hour=3, minute=20),
        "options": {"expires": 3600},
    },
    "keep what campaigns promise their buyers": {
        "task": "campaigns.follow_kept_stock",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "count what sold lately": {
        "task": "products.count_sales",
        "schedule": 300,
        "options": {"expires": 300},
    },
    "count everything that ever sold": {
        "task": "products.recount_sales",
        "schedule": crontab(hour=3, minute=40),
        "options": {"expires": 12 * 3600},
    },
    "bring the search up to date": {
        "task": "search.sweep",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "find what the index has lost": {
        "task": "search.compare_index",
        "schedule": 240,
        "options": {"expires": 240},
    },
    "compare the search with everything": {
        "task": "search.repair",
        "schedule": crontab(hour=4, minute=10),
        "options": {"expires": 12 * 3600},
    },
    "send the mailings": {
        "task": "mailings.sweep",
        "schedule": MAILING_SWEEP_SECONDS,
        "options": {"expires": MAILING_SWEEP_SECONDS},
    },
    "tell who waits for an object that it is back": {
        "task": "mailings.tell_restocked",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "remind of carts that were left": {
        "task": "mailings.remind_of_carts",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "forget letters of mailings": {
        "task": "mailings.purge",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "write down how often pages were read": {
        "task": "stories.write_down_reads",
        "schedule": READS_WRITTEN_SECONDS,
        "options": {"expires": READS_WRITTEN_SECONDS},
    },
    "publish what is scheduled": {
        "task": "home.publish_scheduled",
        "schedule": 60,
        "options": {"expires": 60},
    },
}
# Beat remembers nothing there that it could not do without.
CELERY_BEAT_SCHEDULE_FILENAME = str(Path(gettempdir()) / "impact-museum-beat")

if CELERY_TASK_ALWAYS_EAGER:
    _TASK_BACKEND = "django_tasks.backends.immediate.ImmediateBackend"
else:
    _TASK_BACKEND = "site_config.celery_tasks.CeleryBackend"
TASKS = {"default": {"BACKEND": _TASK_BACKEND}}
