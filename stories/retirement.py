"""What stands on a thing and would fall with it: asked before anything is deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page


@dataclass(frozen=True)
class Standing:
    """A row that keeps something from being deleted."""

    kind: str
    name: str
    thing: Model


def what_stands_on(*, things: Iterable[Model]) -> list[Standing]:
    """Rows that protect one of `things`, anything below it in the page tree, or anything deleted along with it.

    Read from the tables themselves, not from an index of references; each thing once, by kind and name.
    """
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    for thing in things:
        doomed: Any = [thing]
        if isinstance(thing, Page):
            doomed = Page.objects.descendant_of(thing, inclusive=True).order_by()
        collector.collect(doomed)
    found = {_whole(row): None for row in collector.protected}
    standing = [Standing(kind=str(row._meta.verbose_name), name=str(row), thing=row) for row in found]
    return sorted(standing, key=lambda one: (one.kind, one.name, one.thing.pk))


def _whole(row: Model) -> Model:
    """What an editor knows: the product, not the line in it that names a claim."""
    parents = [field for field in row._meta.fields if isinstance(field, ParentalKey)]
    return _whole(getattr(row, parents[0].name)) if parents else row
