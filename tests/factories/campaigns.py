import factory

from campaigns.models import AdvertSlot


class AdvertSlotFactory(factory.django.DjangoModelFactory):
    """Shown always, in the strip, unless told otherwise."""

    class Meta:
        model = AdvertSlot

    place = AdvertSlot.Place.STRIP
    title = factory.Sequence(lambda n: f"Advert {n}")
    url = "/products/"
    sort_order = factory.Sequence(int)
