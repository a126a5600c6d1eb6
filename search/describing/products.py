from collections.abc import Iterable

from django.db.models import Prefetch

from products.models import Category, Product, ProductClaim, ProductImage, Variant
from search.describing.description import Description, describe_picture, join_names, read_text
from search.describing.pages import read_people
from search.models import Kind
from stories.models import MuseumImage
from stories.picture_sizes import CARD_FILTERS


def describe_products(*, ids: Iterable[int]) -> list[Description]:
    """Of those a shopper may see and buy; the others have none."""
    products = list(_read(ids))
    people = read_people(product.brand_id for product in products)
    return [_describe(product, people[product.brand_id]) for product in products]


def _read(ids: Iterable[int]):
    pictures = ProductImage.objects.order_by("sort_order", "pk").prefetch_related(
        Prefetch("image", MuseumImage.objects.prefetch_renditions(*CARD_FILTERS))
    )
    claims = ProductClaim.objects.order_by("sort_order", "pk").select_related("claim")
    return (
        Product.objects.on_show()
        .priced()
        .filter(pk__in=list(ids))
        .select_related("category__parent__parent")
        .with_sales()
        .prefetch_related(
            "brand__problem",
            Prefetch("images", pictures),
            Prefetch("variants", Variant.objects.order_by("sort_order", "pk").with_stock()),
            Prefetch("product_claims", claims),
        )
        .order_by("pk")
    )


def _describe(product: Product, people: list[str]) -> Description:
    brand, room, offered = product.brand, product.brand.room, product.offered_variants
    shelves = _path(product.category)
    return Description(
        kind=Kind.PRODUCT,
        source_id=product.pk,
        title=product.name,
        korean_name=product.korean_name,
        url=product.get_absolute_url(),
        summary=product.summary,
        about=join_names(
            brand.title,
            brand.korean_name,
            brand.summary,
            *((room.title, room.korean_name) if room else ()),
            *(shelf.title for shelf in shelves),
            *(claim.statement for claim in product.claims_shown),
            *(str(value) for variant in offered for value in variant.options.values()),
            product.materials,
            product.origin,
            *people,
        ),
        body=read_text(product.description),
        skus=[variant.sku for variant in offered],
        brand=brand.slug,
        brand_title=brand.title,
        problem=room.slug if room else "",
        problem_title=room.title if room else "",
        room_id=room.pk if room else None,
        categories=[{"slug": shelf.slug, "title": shelf.title} for shelf in shelves],
        price=min(variant.price for variant in offered),
        is_in_stock=not product.is_sold_out,
        sales=product.pieces_ordered,
        published_at=product.first_published_at,
        picture=describe_picture(product.cover, filters=CARD_FILTERS),
        cover_id=product.cover.pk if product.cover else None,
    )


def _path(category: Category | None) -> list[Category]:
    """From the top down; the parents came with the product."""
    steps: list[Category] = []
    while category is not None and category not in steps:
        steps.insert(0, category)
        category = category.parent
    return steps
