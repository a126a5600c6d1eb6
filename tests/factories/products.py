import datetime
from decimal import Decimal

import factory
from django.db import transaction

from products.models import Category, Product, ProductClaim, ProductImage, StockMovement, StockRecord, Variant
from products.stock import receive_stock
from tests.factories.brands import BrandPageFactory
from tests.factories.indexes import unindexed
from tests.factories.problems import ClaimFactory
from tests.factories.stories import MuseumImageFactory

OPENING = datetime.datetime(2025, 1, 1, 9, 0, tzinfo=datetime.UTC)


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category

    title = factory.Sequence(lambda n: f"Category {n}")
    slug = factory.Sequence(lambda n: f"category-{n}")


class PartFactory(factory.django.DjangoModelFactory):
    """What hangs on a product: nobody looks for it by itself."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with unindexed():
            return super()._create(model_class, *args, **kwargs)


class VariantFactory(PartFactory):
    """Offered, at ₩12,000, without a piece in stock."""

    class Meta:
        model = Variant

    product = factory.SubFactory("tests.factories.products.ProductFactory", variants=[])
    sku = factory.Sequence(lambda n: f"SKU-{n}")
    price = Decimal(12000)
    sort_order = factory.Sequence(int)


class ProductFactory(factory.django.DjangoModelFactory):
    """On show, each published a minute after the one before, with one variant unless `variants=[]` is given."""

    class Meta:
        model = Product
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Product {n}")
    slug = factory.Sequence(lambda n: f"product-{n}")
    brand = factory.SubFactory(BrandPageFactory)
    summary = "A bar of soap."
    live = True
    first_published_at = factory.Sequence(lambda n: OPENING + datetime.timedelta(minutes=n))

    @factory.post_generation
    def variants(self, create, extracted, **kwargs):
        if create and extracted is None:
            VariantFactory(product=self, **kwargs)


class ProductImageFactory(PartFactory):
    class Meta:
        model = ProductImage

    product = factory.SubFactory(ProductFactory)
    image = factory.SubFactory(MuseumImageFactory)
    alt = "A bar of soap on linen"
    sort_order = factory.Sequence(int)


class ProductClaimFactory(PartFactory):
    class Meta:
        model = ProductClaim

    product = factory.SubFactory(ProductFactory)
    claim = factory.SubFactory(ClaimFactory)
    sort_order = factory.Sequence(int)


def stocked_variant(pieces: int = 10, price: int | str | Decimal = 12000, **kwargs) -> Variant:
    """A variant on sale with `pieces` in the house; of a product of its own unless one is given."""
    variant = VariantFactory(price=Decimal(price), **kwargs)
    if pieces:
        with transaction.atomic():
            receive_stock(variant=variant, pieces=pieces, reason="opening", now=OPENING)
    return Variant.objects.select_related("stock", "product__brand").get(pk=variant.pk)


def counters(variant: Variant) -> tuple[int, int]:
    """Pieces on hand and reserved, as the database has them."""
    record = StockRecord.objects.get(pk=variant.pk)
    return record.on_hand, record.reserved


def movements(variant: Variant) -> list[tuple[str, int, str]]:
    """Kind, quantity and reason of every movement, the oldest first."""
    rows = StockMovement.objects.filter(variant=variant).order_by("pk")
    return list(rows.values_list("kind", "quantity", "reason"))
