"""A database that was migrated before: migrating takes longer than most of what is tested. SQLite's only, which is a file."""

import hashlib
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = 3


def template() -> Path:
    """Its name changes with every migration, of ours and of the libraries."""
    written = [
        ROOT / "requirements" / "dev.txt",
        *sorted(ROOT.glob("*/migrations/*.py")),
        *sorted(ROOT.glob("*/roles.py")),
    ]
    written += sorted(ROOT.glob("checkout/reports/*.py"))
    digest = hashlib.sha256()
    for path in written:
        digest.update(path.read_bytes())
    return ROOT / "var" / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


def is_file() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def begin_with_template() -> bool:
    """False when there is none, and everything has to be migrated."""
    if not is_file() or not template().exists():
        return False
    shutil.copyfile(template(), settings.DATABASES["default"]["TEST"]["NAME"])
    return True


def keep_template() -> None:
    if not is_file():
        return
    half = template().with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(half)])
    half.replace(template())
    older = sorted(template().parent.glob("migrated-*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for path in older[:-KEPT]:
        path.unlink(missing_ok=True)


def forget_copy() -> None:
    connection.close()
    name = settings.DATABASES["default"]["TEST"]["NAME"]
    for ending in ("", "-wal", "-shm"):
        Path(f"{name}{ending}").unlink(missing_ok=True)
