"""How long `update_index` takes from nothing, each of its parts apart. Prints JSON: seconds and numbers of rows."""

import json
import sys
from contextlib import contextmanager
from time import perf_counter

import django

django.setup()

from django.conf import settings  # noqa: E402 - models can only be read now
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.search.management.commands.update_index import Command as WagtailCommand  # noqa: E402

from search.indexing import rebuild_alone  # noqa: E402
from search.models import Entry, Word  # noqa: E402
from search.repair import write_all_entries  # noqa: E402

seconds: dict[str, float] = {}


def main() -> None:
    _forget_everything()
    _plan_anew()
    with _timed("wagtail"):
        call_command(WagtailCommand(), verbosity=0)
    with _timed("entries"):
        written = write_all_entries().total
    _plan_anew()
    if settings.ELASTICSEARCH_URL:
        with _timed("index"):
            is_built = rebuild_alone(now=timezone.now())
        if not is_built:
            raise SystemExit("The index was not built.")
    sys.stdout.write(json.dumps({"seconds": seconds, "entries": written}))


@contextmanager
def _timed(part: str):
    began = perf_counter()
    yield
    seconds[part] = perf_counter() - began


def _forget_everything() -> None:
    Entry.objects.all().delete()
    Word.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text")


def _plan_anew() -> None:
    """As a database does by itself a minute after many rows were written."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
