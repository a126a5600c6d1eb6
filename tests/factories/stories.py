import factory
import wagtail_factories
from wagtail.models import Collection, Locale

from stories.models import MuseumImage
from tests.factories.hanging import hang
from tests.factories.indexes import unindexed


def _root_collection() -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


class MuseumImageFactory(wagtail_factories.ImageFactory):
    """A small picture; `file__width`, `file__height` and `file__color` change it."""

    class Meta:
        model = MuseumImage

    title = factory.Sequence(lambda n: f"Picture {n}")
    file = factory.django.ImageField(
        width=16, height=20, color="#1b5e73", format="PNG", filename="picture.png"
    )
    collection = factory.LazyFunction(_root_collection)


class StoryPageFactory(wagtail_factories.PageFactory):
    """What story pages share. Slugs are given, because slugify drops Hangul."""

    class Meta:
        abstract = True

    slug = factory.Sequence(lambda n: f"page-{n}")
    summary = "One sentence that says what it is about."
    locale = factory.LazyFunction(lambda: Locale.objects.get_or_create(language_code="en")[0])

    @classmethod
    def place(cls):
        """The page that stands above when a test names none."""
        raise NotImplementedError

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        above = parent or cls.place()
        above.refresh_from_db()
        # A body may hold products, whose pages ask where they stand; and it is read as an editor's saving leaves it.
        if "body" in kwargs:
            return super()._create_instance(model_class, above, kwargs)
        with unindexed():
            return hang(model_class(**kwargs), above=above)
