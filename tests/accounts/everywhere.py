"""Everything that the shop keeps anywhere, as text: what is searched for somebody who was erased."""

import codecs
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from redis import Redis

from search.index_engine.backend import connect

SEALED = "checkout_sealedorderperson"
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}")


def read_database(*, without: str = SEALED) -> str:
    """Every value of every other table; on PostgreSQL as the dump of an operator has it."""
    if connection.vendor == "postgresql":
        return _unescaped(_dump(without))
    texts = []
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - {without}):
            cursor.execute(f'SELECT * FROM "{table}"')
            texts += [f"{table}: {row}" for row in cursor.fetchall()]
    return _unescaped("\n".join(texts))


def read_sessions() -> str:
    """What the dump holds signed and compressed."""
    return "\n".join(repr(session.get_decoded()) for session in Session.objects.all())


def read_media() -> str:
    """Names of files, and every byte of each."""
    files = sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    return "\n".join(f"{path}: {_text(path.read_bytes())}" for path in files)


def read_redis(urls: Iterable[str], *, prefix: str) -> str:
    """Names and values of every kind, of the cache and of the broker."""
    return "\n".join(line for url in urls for line in _lines_of(Redis.from_url(url), prefix))


def read_search(name: str) -> str:
    """Every document of the readers' index."""
    es = connect().es
    es.indices.refresh(index=name)
    found = es.search(index=name, size=1000)["hits"]["hits"]
    return "\n".join(json.dumps(hit["_source"], ensure_ascii=False) for hit in found)


def _lines_of(redis: Redis, prefix: str) -> list[str]:
    read = {
        b"string": redis.get,
        b"list": lambda name: redis.lrange(name, 0, -1),
        b"set": redis.smembers,
        b"hash": redis.hgetall,
        b"zset": lambda name: redis.zrange(name, 0, -1),
    }
    names = list(redis.scan_iter(match=f"*{prefix}*", count=1000))
    return [f"{_text(name)}: {_words(read[redis.type(name)](name))}" for name in names]


def _words(value: Any) -> str:
    if isinstance(value, bytes):
        return _text(value)
    if isinstance(value, dict):
        value = [part for pair in value.items() for part in pair]
    return " ".join(_words(part) for part in value or [])


def _dump(without: str) -> str:
    program = shutil.which("pg_dump")
    assert program, "pg_dump is not installed"
    facts = connection.settings_dict
    place = f"{facts['HOST'] or '127.0.0.1'}:{facts['PORT'] or 5432}"
    password = f":{quote(facts['PASSWORD'], safe='')}" if facts["PASSWORD"] else ""
    url = f"postgresql://{facts['USER']}{password}@{place}/{facts['NAME']}"
    done = subprocess.run(
        [program, "--data-only", "--inserts", f"--exclude-table={without}", f"--dbname={url}"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return done.stdout.decode()


def _unescaped(text: str) -> str:
    """JSON in SQLite writes Korean as \\uXXXX."""
    return _ESCAPED.sub(lambda found: codecs.decode(found[0], "unicode_escape"), text)


def _text(content: bytes) -> str:
    return content.decode(errors="replace")
