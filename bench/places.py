"""Where it is measured: databases, files and indexes of its own, and a server over them. All of it is gone afterwards."""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, urlopen

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
SECONDS_TO_START = 60
PRODUCTION = {"DJANGO_SETTINGS_MODULE": "site_config.settings.production"}


@dataclass(frozen=True)
class Place:
    """One museum. `prefix` begins the names of its indexes."""

    database: str
    prefix: str
    environment: dict[str, str]

    def manage(self, *words: str, **variables: str) -> str:
        return self._run([sys.executable, "manage.py", *words], variables)

    def ask(self, module: str, *words: str, **variables: str) -> Any:
        """What a module of this package prints as JSON, in a process with the settings of this place."""
        return json.loads(self._run([sys.executable, "-m", f"bench.{module}", *words], variables))

    def _run(self, command: list[str], variables: dict[str, str]) -> str:
        environment = self.environment | variables
        return subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The address of the site, as production serves it."""
        if not Path(self.environment["STATIC_ROOT"]).exists():
            self.manage("collectstatic", "--noinput", "--verbosity", "0", **PRODUCTION)
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "site_config.wsgi",
            "--config",
            "gunicorn.conf.py",
            "--log-level",
            "warning",
        ]
        server = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=self.environment | PRODUCTION | {"SITE_URL": url},
        )
        try:
            _wait_for(f"{url}/livez", server)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=60)


@contextmanager
def open_place(*, database: str, folder: Path) -> Iterator[Place]:
    """An empty museum in a database of its own."""
    name = f"bench-{os.getpid()}-{database.lower()}"
    with _open_database(database, folder, name) as url:
        place = Place(database, name, _environment(folder, url, name))
        try:
            place.manage("migrate", "--verbosity", "0")
            yield place
        finally:
            _drop_indexes(place)


def databases() -> list[str]:
    """SQLite always, PostgreSQL where DATABASE_URL names one."""
    return [SQLITE] + ([POSTGRESQL] if os.environ.get("DATABASE_URL", "").startswith("postgres") else [])


def has_index() -> bool:
    return bool(os.environ.get("ELASTICSEARCH_URL"))


def _environment(folder: Path, database_url: str, name: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "site_config.settings.development",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
        "DATABASE_URL": database_url,
        "REDIS_URL": "",
        "CELERY_BROKER_URL": "",
        "SEARCH_INDEX_PREFIX": name,
        "RATE_LIMITS": "search=off,suggest=off",
        "PAYMENT_PROVIDERS": "cash_on_delivery,bank_transfer",
        "MEDIA_ROOT": str(folder / f"{name}-media"),
        "STATIC_ROOT": str(folder / "static"),
        "LOG_LEVEL": "ERROR",
        "LOG_FORMAT": "console",
        "PYTHONWARNINGS": "ignore",
    }


@contextmanager
def _open_database(kind: str, folder: Path, name: str) -> Iterator[str]:
    if kind == SQLITE:
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    parts = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_indexes(place: Place) -> None:
    """Each by its name: a server may refuse to delete by a pattern."""
    if not has_index():
        return
    url = os.environ["ELASTICSEARCH_URL"].rstrip("/")
    with urlopen(f"{url}/{place.prefix}*/_settings", timeout=30) as answer:
        names = list(json.load(answer))
    for name in names:
        with suppress(HTTPError):
            urlopen(Request(f"{url}/{name}", method="DELETE"), timeout=30).close()


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError), urlopen(url, timeout=5):
            return
        time.sleep(0.2)
    raise TimeoutError("The site did not start.")
