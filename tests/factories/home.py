import factory

from home.models import HomeFeature, HomePage, PlainPage
from tests.factories.brands import BrandStoryPageFactory
from tests.factories.museum import Museum, museum
from tests.factories.stories import StoryPageFactory

__all__ = ["HomeFeatureFactory", "Museum", "PlainPageFactory", "museum"]


class PlainPageFactory(StoryPageFactory):
    class Meta:
        model = PlainPage

    title = factory.Sequence(lambda n: f"Plain page {n}")
    slug = factory.Sequence(lambda n: f"plain-page-{n}")

    @classmethod
    def place(cls):
        return HomePage.objects.first() or museum().home


class HomeFeatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HomeFeature

    home = factory.LazyFunction(lambda: museum().home)
    story = factory.SubFactory(BrandStoryPageFactory)
    sort_order = factory.Sequence(int)
