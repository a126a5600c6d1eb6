from pathlib import Path

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
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DB_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "options": (
            f"-c lock_timeout={env.int('DB_LOCK_TIMEOUT_MS', default=3000)}"
            f" -c statement_timeout={env.int('DB_STATEMENT_TIMEOUT_MS', default=10000)}"
        )
    }

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
