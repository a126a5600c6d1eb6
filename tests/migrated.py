"""Every run begins with a copy of a database that was migrated once: migrating takes longer than most of what is
tested, and would be done by every worker of every run. `python -m tests.migrated` makes it ready before anybody waits.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
# What writes rows or tables after the last migration, or decides what migrations write.
BESIDE_MIGRATIONS = (
    *("requirements/dev.txt", "site_config/settings/*.py", "*/apps.py", "*/*receivers.py", "*/roles.py"),
    *("checkout/reports/*.py", "tests/migrated.py"),
)
KEPT = 6


def begin_with_copy() -> None:
    """Makes the test's own database, and connects to it."""
    own = settings.DATABASES["default"]["TEST"]["NAME"]
    with _place().locked() as place:
        place.copy(_keep_template(place), own)
    _connect_to(own)


def forget_copy() -> None:
    connection.close()
    _place().drop(settings.DATABASES["default"]["TEST"]["NAME"])


def _keep_template(place: "Files | Server") -> str:
    """Its name, which says what was there before the first migration was read."""
    name = _name()
    if place.has(name):
        return name
    half = f"{name}-half"
    test = connection.settings_dict["TEST"]
    own, test["NAME"] = test["NAME"], place.full(half)
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        test["NAME"] = own
        connection.close()
    place.rename(half, name)
    place.drop_older_than(KEPT)
    return name


def _name() -> str:
    """Changes with every migration, of ours and of the libraries."""
    written = [path for pattern in BESIDE_MIGRATIONS for path in sorted(ROOT.glob(pattern))]
    for app in apps.get_app_configs():
        written += sorted(Path(app.path).glob("migrations/**/*.py"))
    digest = hashlib.sha256()
    for path in written:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"migrated-{digest.hexdigest()[:16]}"


def _connect_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _place() -> "Files | Server":
    return Files() if connection.vendor == "sqlite" else Server()


class Files:
    """SQLite's."""

    folder = ROOT / "var"

    @contextmanager
    def locked(self) -> Iterator["Files"]:
        with (self.folder / "migrated.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self

    def full(self, name: str) -> str:
        return str(self.folder / f"{name}.sqlite3")

    def has(self, name: str) -> bool:
        return Path(self.full(name)).exists()

    def rename(self, name: str, other: str) -> None:
        Path(self.full(name)).rename(self.full(other))

    def copy(self, name: str, own: str) -> None:
        shutil.copyfile(self.full(name), own)

    def drop(self, own: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{own}{ending}").unlink(missing_ok=True)

    def drop_older_than(self, kept: int) -> None:
        made = sorted(self.folder.glob("migrated-*.sqlite3"), key=lambda path: path.stat().st_mtime)
        for path in made[:-kept]:
            path.unlink(missing_ok=True)


class Server:
    """PostgreSQL's, which others may use at the same time."""

    @contextmanager
    def locked(self) -> Iterator["Server"]:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")  # who migrates takes a minute
            cursor.execute("SELECT pg_advisory_lock(hashtext('migrated'))")
            yield self

    def full(self, name: str) -> str:
        return name

    def has(self, name: str) -> bool:
        return bool(self._ask("SELECT 1 FROM pg_database WHERE datname = %s", [name]))

    def rename(self, name: str, other: str) -> None:
        self._do(f'ALTER DATABASE "{name}" RENAME TO "{other}"')

    def copy(self, name: str, own: str) -> None:
        self.drop(own)
        self._do(f'CREATE DATABASE "{own}" TEMPLATE "{name}"')
        # What a crash of the server would lose is nothing that a test could look for.
        self._do(f'ALTER DATABASE "{own}" SET synchronous_commit = off')

    def drop(self, own: str) -> None:
        self._do(f'DROP DATABASE IF EXISTS "{own}"')

    def drop_older_than(self, kept: int) -> None:
        made = "SELECT datname FROM pg_database WHERE datname ~ '^migrated-[0-9a-f]{16}$' ORDER BY oid DESC"
        for (name,) in self._ask(made, [])[kept:]:
            self.drop(name)

    def _do(self, statement: str) -> None:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute(statement)

    def _ask(self, query: str, values: list) -> list[tuple]:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_config.settings.test"
    django.setup()
    with closing(connection), _place().locked() as place:
        _keep_template(place)
