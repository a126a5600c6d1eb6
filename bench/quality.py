"""How well the judged queries are answered by whatever there is at this place. Prints JSON, see `Measured`."""

import json
import sys
from collections.abc import Callable
from contextlib import contextmanager
from time import perf_counter
from typing import TypedDict

import django

django.setup()

from django.conf import settings  # noqa: E402 - models can only be read now
from django.db import connection, transaction  # noqa: E402
from django.test.utils import override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402

from bench.judged import read_answers  # noqa: E402
from bench.measures import DEPTH, measure_ndcg  # noqa: E402
from bench.stock import Stock, build_stock_index, open_stock_database  # noqa: E402
from products.models import Product  # noqa: E402
from search.finding import find  # noqa: E402
from search.index_engine.writing import refresh_index  # noqa: E402
from search.models import Entry, Kind, Synonym  # noqa: E402
from search.queries import drop_synonyms  # noqa: E402
from search.wishes import Wish  # noqa: E402

Key = tuple[str, str]
Search = Callable[[str], list[Key]]


class Measured(TypedDict):
    engine: str
    whose: str
    scores: dict[str, float]
    milliseconds: float


class AnsweredByAnother(Exception):
    """The index was to answer, and the database did."""


def main() -> None:
    measured = _measure_database()
    if settings.ELASTICSEARCH_URL:
        measured += _measure_index()
    sys.stdout.write(json.dumps(measured))


def _measure_database() -> list[Measured]:
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    with override_settings(ELASTICSEARCH_URL=""):
        return _measure(name, open_stock_database())


def _measure_index() -> list[Measured]:
    refresh_index()
    return _measure("Elasticsearch", build_stock_index())


def _measure(engine: str, stock: Stock) -> list[Measured]:
    shown = _shown()
    found = [_score(engine, "stock", _stock(way, shown)) for way in (stock.by_score, stock.in_turn)]
    best = max(found, key=lambda one: sum(one["scores"].values()))
    ours = _score(engine, "ours", _ours(shown))
    with _without_synonyms():
        return [ours, _score(engine, "ours without synonyms", _ours(shown)), best]


def _score(engine: str, whose: str, search: Search) -> Measured:
    grades: dict[str, dict[Key, int]] = {}
    for answer in read_answers():
        grades.setdefault(answer.query, {})[answer.type, answer.slug] = answer.grade
    began = perf_counter()
    ranked = {query: search(query) for query in grades}
    seconds = perf_counter() - began
    return Measured(
        engine=engine,
        whose=whose,
        scores={query: measure_ndcg(ranked=ranked[query], grades=grades[query]) for query in grades},
        milliseconds=seconds * 1000 / len(grades),
    )


def _ours(shown: dict[tuple[str, int], Key]) -> Search:
    def search(text: str) -> list[Key]:
        found = find(wish=Wish(text=text), now=timezone.now(), per_page=DEPTH)
        if found.is_fallback:
            raise AnsweredByAnother(text)
        return [shown[_table(hit.entry.kind), hit.entry.source_id] for hit in found.hits]

    return search


def _stock(way: Callable[[str], list[Page | Product]], shown: dict[tuple[str, int], Key]) -> Search:
    """Without what we do not show either, such as the entrance: it is nobody's answer, and would only take a place."""

    def search(text: str) -> list[Key]:
        ids = [("product" if isinstance(one, Product) else "page", one.pk) for one in way(text)]
        return [shown[one] for one in ids if one in shown]

    return search


def _table(kind: str) -> str:
    return "product" if kind == Kind.PRODUCT else "page"


def _shown() -> dict[tuple[str, int], Key]:
    slugs = {("page", pk): slug for pk, slug in Page.objects.values_list("pk", "slug")}
    slugs |= {("product", pk): slug for pk, slug in Product.objects.values_list("pk", "slug")}
    entries = Entry.objects.findable().values_list("kind", "source_id")
    return {(_table(kind), pk): (kind, slugs[_table(kind), pk]) for kind, pk in entries}


@contextmanager
def _without_synonyms():
    """They were written by people who had seen the queries."""
    with transaction.atomic():
        Synonym.objects.all().delete()
        drop_synonyms()
        yield
        transaction.set_rollback(True)
    drop_synonyms()


if __name__ == "__main__":
    main()
