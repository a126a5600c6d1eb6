"""Is this process alive, and can it serve? Answered before the session, the host check and the log-in."""

import logging
import socket
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from post_office.settings import get_available_backends as mail_backends

from search.index_engine.searching import is_index_well
from site_config import __version__
from site_config.caches import RedisCache

SECONDS_FOR_ALL_CHECKS = 0.8
SECONDS_FOR_A_CONNECTION = 0.5
_VITAL = {"database", "migrations"}

logger = logging.getLogger(__name__)


@lru_cache
def known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.nodes)


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _migrations() -> bool:
    return known_migrations() <= set(MigrationRecorder(connection).applied_migrations())


def _cache() -> bool:
    cache = caches["default"]
    return not isinstance(cache, RedisCache) or cache.is_reachable()


def _accepts_connections(host: str, port: int) -> bool:
    with socket.create_connection((host, port), timeout=SECONDS_FOR_A_CONNECTION):
        return True


def _broker() -> bool:
    if settings.CELERY_TASK_ALWAYS_EAGER:
        return True
    address = urlsplit(settings.CELERY_BROKER_URL)
    return _accepts_connections(address.hostname or "localhost", address.port or 6379)


def _mail() -> bool:
    if "smtp" not in mail_backends()["default"]:
        return True
    return _accepts_connections(settings.EMAIL_HOST, settings.EMAIL_PORT)


def _search() -> bool:
    """Without an index it is the database's, and as well as that is."""
    if not settings.ELASTICSEARCH_URL:
        return _database()
    return is_index_well(seconds=SECONDS_FOR_A_CONNECTION)


_CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "broker": _broker,
    "search": _search,
    "mail": _mail,
}
_pool = ThreadPoolExecutor(max_workers=len(_CHECKS), thread_name_prefix="health")
_running: dict[str, Future[bool]] = {}


def _is_well(name: str) -> bool:
    try:
        return _CHECKS[name]()
    except Exception as error:  # noqa: BLE001 - whatever a check dies of, what it asked for is not there
        logger.warning("readiness: %s is down (%s)", name, type(error).__name__)
        return False
    finally:
        connection.close()


def _check_all() -> dict[str, bool]:
    """A check that has not come back yet is not started again, so that hanging ones cannot pile up."""
    for name in _CHECKS:
        if name not in _running or _running[name].done():
            _running[name] = _pool.submit(_is_well, name)
    asked = dict(_running)
    wait(asked.values(), timeout=SECONDS_FOR_ALL_CHECKS)
    return {name: future.done() and future.result() for name, future in asked.items()}


def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    well = _check_all()
    can_serve = all(well[name] for name in _VITAL)
    status = "unavailable" if not can_serve else "ok" if all(well.values()) else "degraded"
    checks = {name: "ok" if is_well else "down" for name, is_well in well.items()}
    body = {"status": status, "version": __version__, "checks": checks}
    return JsonResponse(body, status=200 if can_serve else 503)
