from pathlib import Path

from redis.backoff import NoBackoff
from redis.retry import Retry

from site_config.settings.environment import env

_DEFAULT = Path(__file__).resolve().parent.parent.parent / "var" / "db.sqlite3"
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON;"
    ),
}

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{_DEFAULT}")}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DB_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "connect_timeout": 3,
        "options": (
            f"-c lock_timeout={env.int('DB_LOCK_TIMEOUT_MS', default=3000)}"
            f" -c statement_timeout={env.int('DB_STATEMENT_TIMEOUT_MS', default=10000)}"
            # Compiling a query takes longer than any of ours takes to run.
            " -c jit=off"
            # For disks with a head: at PostgreSQL's default of 4 a list reads a whole table rather than its index.
            " -c random_page_cost=1.1"
        ),
    }

REDIS_URL = env("REDIS_URL", default="")
_CACHE_SECONDS = env.int("CACHE_TIMEOUT_MS", default=250) / 1000

if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "site_config.caches.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "impact",
            "OPTIONS": {
                "socket_connect_timeout": _CACHE_SECONDS,
                "socket_timeout": _CACHE_SECONDS,
                "retry": Retry(NoBackoff(), 0),
            },
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
