"""Seeded rooms, brands and products, in bulk."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from django.core.files.base import ContentFile
from wagtail.models import Locale

from brands.models import BrandPage
from home.demo.house import House
from home.demo.pictures.drawing import draw
from home.demo.seeded_rows import EPOCH, Seed
from home.demo.shapes import Picture
from problems.models import Claim, ProblemPage
from products.models import Category, Product, ProductClaim, ProductImage, Variant
from products.stock import open_stock_records
from stories.models import MuseumImage

ROOMS = 5
BRANDS = 20
SHELVES = 10
ACCENTS = ("#1b5e73", "#7a3b1d", "#2f5d3a", "#5b3f7a", "#7a2d4b")
PICTURE_TITLE = "Seeded picture"
QUALITIES = ("Woven", "Carved", "Mended", "Salted", "Plain", "Pressed", "Dyed", "Folded", "Quiet", "Bright")
MATERIALS = ("oak", "linen", "clay", "wool", "steel", "paper", "hemp", "glass", "cotton", "bamboo")
THINGS = ("bowl", "scarf", "basket", "mug", "notebook", "lamp", "blanket", "soap", "bag", "pencil")
KOREAN = ("그릇", "목도리", "바구니", "머그", "공책", "등", "담요", "비누", "가방", "연필")


@dataclass(frozen=True)
class Ground:
    """What seeded products and stories stand on."""

    brands: list[BrandPage]
    shelves: list[Category]
    claims: list[Claim]
    picture: MuseumImage


def lay_ground(*, seed: Seed, house: House) -> Ground:
    """What stands already is kept."""
    picture = MuseumImage.objects.filter(title=PICTURE_TITLE).first() or _draw_picture()
    rooms = [_room(seed, house, n, picture) for n in range(ROOMS)]
    brands = [_brand(seed, house, n, rooms[n % ROOMS], picture) for n in range(BRANDS)]
    top, _new = Category.objects.get_or_create(slug="seeded", defaults={"title": "Seeded shelves"})
    shelves = [
        Category.objects.get_or_create(
            slug=f"seeded-{n}", defaults={"title": f"Seeded shelf {n}", "parent": top}
        )[0]
        for n in range(SHELVES)
    ]
    return Ground(brands, shelves, [_claim(room) for room in rooms], picture)


def add_products(*, seed: Seed, ground: Ground, numbers: range) -> None:
    products = Product.objects.bulk_create(_product(seed, ground, n) for n in numbers)
    ProductImage.objects.bulk_create(
        ProductImage(product=product, image=ground.picture, alt=f"{product.name}, seen from the front")
        for product in products
    )
    ProductClaim.objects.bulk_create(
        ProductClaim(product=product, claim=ground.claims[n % ROOMS])
        for n, product in zip(numbers, products, strict=True)
        if n % 2 == 0
    )
    variants = Variant.objects.bulk_create(
        variant
        for n, product in zip(numbers, products, strict=True)
        for variant in _variants(seed, product, n)
    )
    pieces = [(variant, seed.dice("stock", variant.sku).choice((0, 3, 20, 80, 200))) for variant in variants]
    open_stock_records(received=pieces, reason="seeded", now=EPOCH)


def _product(seed: Seed, ground: Ground, n: int) -> Product:
    dice = seed.dice("product", n)
    thing = dice.randrange(len(THINGS))
    name = f"{dice.choice(QUALITIES)} {dice.choice(MATERIALS)} {THINGS[thing]} {n}"
    shown_at = EPOCH + timedelta(minutes=n)
    return Product(
        name=name,
        korean_name=f"{KOREAN[thing]} {n}",
        slug=f"{seed.prefix}{n}",
        brand=ground.brands[n % len(ground.brands)],
        category=dice.choice(ground.shelves),
        summary=f"{name}, made slowly by few hands.",
        description=f"<p>{name} is made in a small workshop. It lasts, and it can be mended.</p>",
        materials=dice.choice(MATERIALS),
        origin=dice.choice(("Busan", "Jeonju", "Gangneung", "Mokpo", "Jeju")),
        year=dice.randrange(2015, 2026),
        live=n % 50 != 49,
        first_published_at=shown_at,
        last_published_at=shown_at,
    )


def _variants(seed: Seed, product: Product, n: int) -> list[Variant]:
    dice = seed.dice("variants", n)
    price = Decimal(dice.randrange(3, 90) * 1000)
    colours = ["Ink", "Moss", "Clay"][: dice.choice((1, 1, 2, 3))]
    return [
        Variant(
            product=product,
            sku=f"SEED{seed.number}-{n:06d}-{place}",
            options={"colour": colour} if len(colours) > 1 else {},
            price=price,
            weight_g=dice.randrange(50, 2000),
            sort_order=place,
        )
        for place, colour in enumerate(colours)
    ]


def _room(seed: Seed, house: House, n: int, picture: MuseumImage) -> ProblemPage:
    slug = f"{seed.prefix}room-{n}"
    return ProblemPage.objects.filter(slug=slug).first() or house.problems.add_child(
        instance=ProblemPage(
            title=f"Seeded room {n} of {seed.number}",
            slug=slug,
            accent=ACCENTS[n],
            summary="A room for measuring.",
            cover=picture,
            cover_alt="A basket",
            locale=Locale.get_default(),
            first_published_at=EPOCH,
        )
    )


def _brand(seed: Seed, house: House, n: int, room: ProblemPage, picture: MuseumImage) -> BrandPage:
    slug = f"{seed.prefix}brand-{n}"
    return BrandPage.objects.filter(slug=slug).first() or house.brands.add_child(
        instance=BrandPage(
            title=f"Seeded brand {n} of {seed.number}",
            slug=slug,
            problem=room,
            summary="A brand for measuring.",
            cover=picture,
            cover_alt="A basket",
            locale=Locale.get_default(),
            first_published_at=EPOCH,
        )
    )


def _claim(room: ProblemPage) -> Claim:
    return Claim.objects.get_or_create(
        problem=room,
        statement="One piece pays for 2 hours of measuring",
        defaults={
            "unit": "hours of measuring",
            "amount": Decimal(2),
            "evidence": "Seeded for benchmarks; it means nothing.",
            "verifier": "Nobody",
            "verified_on": date(2025, 1, 1),
            "valid_until": date(2099, 12, 31),
        },
    )[0]


def _draw_picture() -> MuseumImage:
    drawn = BytesIO()
    image = draw(Picture("product", "basket", "A basket"), accent=ACCENTS[0])
    image.save(drawn, "JPEG", quality=88)
    file = ContentFile(drawn.getvalue(), name="seeded.jpg")
    return MuseumImage.objects.create(title=PICTURE_TITLE, file=file, width=image.width, height=image.height)
