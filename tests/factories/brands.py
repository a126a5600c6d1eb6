import datetime

import factory

from brands.models import BrandIndexPage, BrandMember, BrandPage, BrandStoryPage, Person
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory
from tests.factories.stories import StoryPageFactory


class BrandPageFactory(StoryPageFactory):
    """Hangs below the museum's brand index, working on a problem of its own unless one is given."""

    class Meta:
        model = BrandPage

    title = factory.Sequence(lambda n: f"Brand {n}")
    slug = factory.Sequence(lambda n: f"brand-{n}")
    korean_name = "소금과 해"
    problem = factory.SubFactory(ProblemPageFactory)
    website = "https://example.org/"

    @classmethod
    def place(cls):
        return BrandIndexPage.objects.first() or museum().brands


class BrandStoryPageFactory(StoryPageFactory):
    """`parent=` is its brand; a new brand when none is given."""

    class Meta:
        model = BrandStoryPage

    title = factory.Sequence(lambda n: f"Story {n}")
    slug = factory.Sequence(lambda n: f"story-{n}")

    @classmethod
    def place(cls):
        return BrandPageFactory()


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Person {n}")
    korean_name = "김하나"


class BrandMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BrandMember

    brand = factory.SubFactory(BrandPageFactory)
    person = factory.SubFactory(PersonFactory)
    contribution = "Boils the soap"
    joined = datetime.date(2021, 3, 1)
