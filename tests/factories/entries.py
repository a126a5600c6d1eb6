"""What can be found: real things, and what the search knows of them."""

from dataclasses import dataclass

from django.db import connection

from brands.models import BrandPage, BrandStoryPage
from problems.models import ProblemPage
from products.models import Product
from search.following import follow_changes
from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.problems import ProblemPageFactory
from tests.factories.products import CategoryFactory, ProductFactory, VariantFactory, stocked_variant


@dataclass(frozen=True)
class Findable:
    problem: ProblemPage
    brand: BrandPage
    story: BrandStoryPage
    soap: Product
    towel: Product


def findable() -> Findable:
    """One of each kind, all about salt: a soap in two sizes that is there, and a towel that is sold out."""
    problem = ProblemPageFactory(title="Safe water", slug="safe-water", summary="Salt in the wells.")
    brand = BrandPageFactory(title="Salt and Sun", slug="salt-and-sun", problem=problem)
    story = BrandStoryPageFactory(parent=brand, title="The salt road", slug="the-salt-road")
    shelf = CategoryFactory(title="Soaps", slug="soaps")
    soap = ProductFactory(
        name="Salt soap",
        slug="salt-soap",
        korean_name="소금 비누",
        brand=brand,
        category=shelf,
        summary="A bar.",
        variants=[],
    )
    stocked_variant(product=soap, sku="SALT-SOAP", price=9000)
    VariantFactory(product=soap, price=15000)
    towel = ProductFactory(name="Salt towel", slug="salt-towel", brand=brand, variants=[], summary="A towel.")
    VariantFactory(product=towel, price=32000)
    follow_changes()
    objects = {product.slug: product for product in Product.objects.all()}
    return Findable(
        problem=problem, brand=brand, story=story, soap=objects["salt-soap"], towel=objects["salt-towel"]
    )


def break_body(*, story: BrandStoryPage) -> None:
    """What no form and no model would write, and nobody can read."""
    with connection.cursor() as cursor:
        broken = '[{"type": "product", "value": 5, "id": "a"}]'
        cursor.execute(
            "UPDATE brands_brandstorypage SET body = %s WHERE page_ptr_id = %s", [broken, story.pk]
        )
