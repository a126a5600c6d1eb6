"""Wagtail's stock search over the same content: two lists, because it knows no search over pages and products at once."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from modelsearch.index import get_indexed_models
from modelsearch.management.commands.rebuild_modelsearch_index import group_models_by_index
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from bench.measures import merge_in_turn
from products.models import Product

DATABASE = "wagtail.search.backends.database"
INDEX = "wagtail.search.backends.elasticsearch8"
LOOKED_AT = 60
CHUNK = 500


@dataclass(frozen=True)
class Stock:
    """With its default settings. `best` is 1 where a high score is a good one, -1 where a low one is."""

    backend: Any
    best: int

    def search(self, text: str) -> tuple[list[Page], list[Product]]:
        """The best of each, with their `score`."""
        pages = self.backend.search(text, Page.objects.live())
        products = self.backend.search(text, Product.objects.filter(live=True))
        return (
            list(pages.annotate_score("score")[:LOOKED_AT]),
            list(products.annotate_score("score")[:LOOKED_AT]),
        )

    def by_score(self, text: str) -> list[Page | Product]:
        pages, products = self.search(text)
        return sorted([*pages, *products], key=lambda one: -self.best * one.score)

    def in_turn(self, text: str) -> list[Page | Product]:
        return merge_in_turn(*self.search(text))


def open_stock_database() -> Stock:
    """What `update_index` has filled. SQLite scores the best lowest."""
    return Stock(get_search_backend(DATABASE), -1 if connection.vendor == "sqlite" else 1)


def build_stock_index() -> Stock:
    """Filled as `update_index` does it, under names of its own."""
    backend = get_search_backend(
        INDEX,
        URLS=[settings.ELASTICSEARCH_URL],
        INDEX_PREFIX=f"{settings.SEARCH_INDEX_PREFIX}-stock_",
        TIMEOUT=60,
    )
    for index, models in group_models_by_index(backend, get_indexed_models()).items():
        rebuilder = backend.rebuilder_class(index)
        new = rebuilder.start()
        for model in models:
            new.add_model(model)
        for model in models:
            rows = list(model.get_indexed_objects().order_by("pk"))
            for start in range(0, len(rows), CHUNK):
                new.add_items(model, rows[start : start + CHUNK])
        rebuilder.finish()
        index.refresh()
    return Stock(backend, 1)
