import datetime

import factory

from search.models import AskedText, Entry, Kind, OpenedResult, Promotion, Synonym

DAY = datetime.date(2026, 3, 2)


class EntryFactory(factory.django.DjangoModelFactory):
    """A story that can be found, of no page there is, unless told otherwise."""

    class Meta:
        model = Entry

    kind = Kind.STORY
    source_id = factory.Sequence(lambda n: 100_000 + n)
    title = factory.Sequence(lambda n: f"Entry {n}")
    url = factory.LazyAttribute(lambda entry: f"/stories/{entry.source_id}/")
    fingerprint = ""
    version = 1


class AskedTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AskedText

    day = DAY
    text = factory.Sequence(lambda n: f"text {n}")
    times = 1
    found = 3


class OpenedResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpenedResult

    day = DAY
    text = factory.Sequence(lambda n: f"text {n}")
    kind = Kind.STORY
    source_id = factory.Sequence(lambda n: 100_000 + n)
    times = 1


class SynonymFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Synonym

    words = factory.Sequence(lambda n: f"tumbler {n}, cup {n}")


class PromotionFactory(factory.django.DjangoModelFactory):
    """`page` or `product` is to be given."""

    class Meta:
        model = Promotion

    words = factory.Sequence(lambda n: f"gift {n}")
