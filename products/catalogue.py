"""What the catalogue lists, and in which order."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from brands.models import BrandPage
from problems.models import ProblemPage
from products.models import Category, Product, Variant
from products.models.product import ProductQuerySet

PER_PAGE = 24
DEFAULT_SORT = "newest"
BY_PRICE = {"price": "lowest_price", "-price": "-lowest_price"}
SORTS = (DEFAULT_SORT, *BY_PRICE, "popular")


@dataclass(frozen=True)
class Narrowing:
    """What a list of products can be narrowed down by: slugs, inclusive prices in the shop's currency, what is there."""

    category: str = ""
    brand: str = ""
    problem: str = ""
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    in_stock: bool = False


@dataclass(frozen=True)
class Wish(Narrowing):
    """What a visitor asked to see. Slugs that nothing has are ignored."""

    q: str = ""
    sort: str = DEFAULT_SORT


@dataclass(frozen=True)
class Shelves:
    """What the catalogue can be filtered by. Categories stand in tree order, each with its `depth` from 0."""

    categories: list[Category]
    brands: list[BrandPage]
    problems: list[ProblemPage]

    def have(self, wish: Wish) -> bool:
        """Whether everything stands here that the wish names."""
        asked = ((wish.category, self.categories), (wish.brand, self.brands), (wish.problem, self.problems))
        return all(not slug or any(one.slug == slug for one in row) for slug, row in asked)


def read_shelves() -> Shelves:
    """Three queries, for any tree."""
    shown = Product.objects.on_show().priced()
    brands = BrandPage.objects.live().filter(pk__in=shown.values("brand")).order_by("title", "pk")
    problems = (
        ProblemPage.objects.live().filter(pk__in=shown.values("brand__problem")).order_by("title", "pk")
    )
    return Shelves(
        categories=list_categories(),
        brands=list(brands.defer_streamfields()),
        problems=list(problems.defer_streamfields()),
    )


def list_categories() -> list[Category]:
    """In tree order, each with its `depth` from 0; one query."""
    return _in_tree_order(
        list(Category.objects.select_related("parent").order_by("sort_order", "title", "pk"))
    )


def list_products(*, wish: Wish, shelves: Shelves) -> ProductQuerySet:
    """Published products with a price, as wished, with what their cards show."""
    products = Product.objects.on_show()
    wanted = next((c for c in shelves.categories if c.slug == wish.category), None)
    if wanted is not None:
        products = products.filter(category__in=_with_descendants(wanted, shelves.categories))
    # By key: of a slug that is looked up beside it the planner does not know how many products it has.
    if brands := [brand.pk for brand in shelves.brands if brand.slug == wish.brand]:
        products = products.filter(brand__in=brands)
    if problems := [problem.pk for problem in shelves.problems if problem.slug == wish.problem]:
        products = products.filter(brand__in=[b.pk for b in shelves.brands if b.problem_id in problems])
    products = _offered(products, wish)
    if words := clean_query(wish.q).split():
        products = _named(products, words)
    listed = _sorted(products, wish).with_card_details()
    listed.counted_by = products
    return listed


def clean_query(text: str) -> str:
    """Without NUL, which no database accepts, and without spaces around."""
    return text.replace("\x00", "").strip()


def _offered(products: ProductQuerySet, wish: Wish) -> ProductQuerySet:
    """Those that have a price; what is in stock, or has a price between two, has one anyway."""
    if wish.in_stock:
        products = products.in_stock()
    if wish.min_price is None and wish.max_price is None:
        return products if wish.in_stock else products.priced()
    variants = Variant.objects.offered().filter(product=OuterRef("pk"))
    if wish.min_price is not None:
        variants = variants.filter(price__gte=wish.min_price)
    if wish.max_price is not None:
        variants = variants.filter(price__lte=wish.max_price)
    return products.filter(Exists(variants))


def _named(products: ProductQuerySet, words: list[str]) -> ProductQuerySet:
    """Those each of the words is in, in the name of the product or of its brand.

    Brands are few and read first, in one query: a condition on two tables no index could answer.
    """
    matches = [Q(title__icontains=word) | Q(korean_name__icontains=word) for word in words]
    named = {f"word_{place}": match for place, match in enumerate(matches)}
    brands = list(BrandPage.objects.filter(reduce(or_, matches)).annotate(**named).values("pk", *named))
    for place, word in enumerate(words):
        of_brands = Q(brand__in=[brand["pk"] for brand in brands if brand[f"word_{place}"]])
        products = products.filter(Q(name__icontains=word) | Q(korean_name__icontains=word) | of_brands)
    return products


def _sorted(products: ProductQuerySet, wish: Wish) -> ProductQuerySet:
    if wish.sort in BY_PRICE:
        products = products.with_lowest_price().order_by(BY_PRICE[wish.sort], "-pk")
        # Whatever has a price up to there has its lowest there: said again, it bounds what is read of the index.
        return products if wish.max_price is None else products.filter(lowest_price__lte=wish.max_price)
    return products.most_popular_first() if wish.sort == "popular" else products.newest_first()


def _in_tree_order(categories: list[Category]) -> list[Category]:
    below: dict[int | None, list[Category]] = defaultdict(list)
    for category in categories:
        below[category.parent_id].append(category)
    ordered: list[Category] = []

    def walk(parent_id: int | None, depth: int) -> None:
        for category in below[parent_id]:
            category.depth = depth
            ordered.append(category)
            walk(category.pk, depth + 1)

    walk(None, 0)
    return ordered


def _with_descendants(top: Category, categories: list[Category]) -> set[int]:
    """`categories` stand in tree order, so whoever stands above comes first."""
    wanted = {top.pk}
    for category in categories:
        if category.parent_id in wanted:
            wanted.add(category.pk)
    return wanted
