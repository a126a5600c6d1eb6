"""Categories and products, and the goods that were in the house when the museum opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from home.demo import shapes
from home.demo.content import Content
from home.demo.gallery import Gallery
from home.demo.order_plan import DAYS, Ware
from home.demo.rooms import Rooms, date_revision_back, publish_as_of
from problems.models import Claim
from products.models import Category, Product, ProductClaim, ProductImage, Variant
from products.stock import receive_stock
from products.stock_levels import set_reorder_level

SEED = 20261121
OPENING_REASON = "opening stock"
DELIVERED_BEFORE = timedelta(days=2)
LOW, ENOUGH = 5, 15


@dataclass
class Shelves:
    """`products` by slug, `claims` by key."""

    content: Content
    rooms: Rooms
    gallery: Gallery
    claims: Mapping[str, Claim]
    author: object
    now: datetime
    products: dict[str, Product] = field(default_factory=dict)
    _categories: dict[str, Category] = field(default_factory=dict)

    def fill(self) -> None:
        for number, shape in enumerate(self.content.categories):
            self._add_category(shape, None, number)
        for product, moment in self._arrivals():
            self.products[product.slug] = self._add_product(product, moment)

    def _add_category(self, shape: shapes.Category, parent: Category | None, number: int) -> None:
        category = Category.objects.create(
            title=shape.title, slug=shape.slug, parent=parent, menu_group=shape.menu_group, sort_order=number
        )
        self._categories[shape.slug] = category
        for place, child in enumerate(shape.children):
            self._add_category(child, category, place)

    def _arrivals(self) -> list[tuple[shapes.Product, datetime]]:
        """Three quarters are older than the orders, the newcomers are spread over them; the oldest first."""
        shuffled = Random(SEED).sample(self.content.products, len(self.content.products))
        newcomers = len(shuffled) // 4
        days = [
            2 + number * (DAYS - 10) / newcomers
            if number < newcomers
            else DAYS + 5 + (number - newcomers) * 5
            for number in range(len(shuffled))
        ]
        arrivals = [
            (shape, self.now - timedelta(days=ago)) for shape, ago in zip(shuffled, days, strict=True)
        ]
        return sorted(arrivals, key=lambda arrival: arrival[1])

    def _add_product(self, shape: shapes.Product, moment: datetime) -> Product:
        product = Product(
            slug=shape.slug,
            name=shape.name,
            korean_name=shape.korean,
            brand=self.rooms.brand(shape.brand),
            category=self._categories[shape.category],
            summary=shape.summary,
            description=shape.description,
            materials=shape.materials,
            origin=shape.origin,
            year=shape.year,
            is_free=shape.is_free,
            live=False,
            first_published_at=moment if shape.published else None,
        )
        accent = self.content.accent_of_brand(shape.brand)
        pictures = [
            ProductImage(image=self.gallery.image(picture, accent), alt=picture.alt, sort_order=number)
            for number, picture in enumerate(shape.pictures)
        ]
        links = [
            ProductClaim(claim=self.claims[key], sort_order=number) for number, key in enumerate(shape.claims)
        ]
        variants = [_variant(variant, number) for number, variant in enumerate(shape.variants)]
        for relation, rows in (("images", pictures), ("product_claims", links), ("variants", variants)):
            getattr(product, relation).set(rows)
        product.save()
        if shape.published:
            publish_as_of(product, moment=moment, author=self.author)
        else:
            date_revision_back(product, product.save_revision(user=self.author), moment=moment)
        return product

    def wares(self) -> list[Ware]:
        """What can be sold: every variant of a published product."""
        published = [shape for shape in self.content.products if shape.published]
        ranks = Random(SEED + 1).sample(range(len(published)), len(published))
        return [
            Ware(
                sku=variant.sku,
                product=shape.slug,
                stock=variant.stock,
                shown_since=self.products[shape.slug].first_published_at,
                weight=1 / (3 + rank) / len(shape.variants),
            )
            for shape, rank in zip(published, ranks, strict=True)
            for variant in shape.variants
        ]

    def receive_goods(self, *, sold: Mapping[str, int], clerk) -> None:
        """Today's stock and what was sold meanwhile come into the house before the first sale."""
        wanted = {variant.sku: variant.stock for shape in self.content.products for variant in shape.variants}
        variants = Variant.objects.filter(sku__in=wanted).select_related("product")
        arrivals = sorted((self._received_at(variant.product), variant.pk, variant) for variant in variants)
        for moment, _pk, variant in arrivals:
            if pieces := wanted[variant.sku] + sold.get(variant.sku, 0):
                receive_stock(variant=variant, pieces=pieces, reason=OPENING_REASON, now=moment, actor=clerk)

    def set_levels(self) -> None:
        """Every one of five variants that run low is below its level; fifteen others have enough."""
        shown = [v for shape in self.content.products if shape.published for v in shape.variants if v.stock]
        by_stock = sorted(shown, key=lambda variant: (variant.stock, variant.sku))
        levels = {variant.sku: variant.stock + 3 for variant in by_stock[:LOW]}
        levels |= {variant.sku: max(1, variant.stock // 3) for variant in by_stock[-ENOUGH:]}
        pks = Variant.objects.filter(sku__in=levels).values_list("sku", "pk")
        set_reorder_level(levels={pk: levels[sku] for sku, pk in pks})

    def _received_at(self, product: Product) -> datetime:
        opening = self.now - timedelta(days=DAYS + 3)
        arrived = product.first_published_at
        return max(opening, arrived - DELIVERED_BEFORE) if arrived else opening


def _variant(shape: shapes.Variant, number: int) -> Variant:
    return Variant(
        sku=shape.sku,
        options=shape.options,
        price=Decimal(shape.price),
        compare_at_price=None if shape.compare_at is None else Decimal(shape.compare_at),
        weight_g=shape.weight_g,
        sort_order=number,
    )
