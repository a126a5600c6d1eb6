import factory

from campaigns.models import AdvertSlot, Campaign, Coupon


class AdvertSlotFactory(factory.django.DjangoModelFactory):
    """Shown always, in the strip, unless told otherwise."""

    class Meta:
        model = AdvertSlot

    place = AdvertSlot.Place.STRIP
    title = factory.Sequence(lambda n: f"Advert {n}")
    url = "/products/"
    sort_order = factory.Sequence(int)


class CampaignFactory(factory.django.DjangoModelFactory):
    """Runs always, without any limit, unless told otherwise."""

    class Meta:
        model = Campaign

    slug = factory.Sequence(lambda n: f"campaign-{n}")
    title = factory.Sequence(lambda n: f"Campaign {n}")


class CouponFactory(factory.django.DjangoModelFactory):
    """A tenth off everything, as often as you like, unless told otherwise."""

    class Meta:
        model = Coupon

    code = factory.Sequence(lambda n: f"CODE-{n}")
    kind = Coupon.Kind.PERCENT
    percent = factory.Maybe(factory.LazyAttribute(lambda made: made.kind == "percent"), 10, None)


def counted(coupon: Coupon) -> tuple[int, list[tuple[str, str]]]:
    """What the coupon's counter says, and (order, state) of its redemptions."""
    coupon.refresh_from_db()
    states = coupon.redemptions.order_by("pk").values_list("order_number", "state")
    return coupon.redeemed, list(states)
