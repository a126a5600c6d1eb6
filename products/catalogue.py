"""What the catalogue lists, and in which order."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q

from brands.models import BrandPage
from problems.models import ProblemPage
from products.models import Category, Product, Variant
from products.models.product import ProductQuerySet

PER_PAGE = 24
DEFAULT_SORT = "newest"
SORTS = (DEFAULT_SORT, "price", "-price", "popular")


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
    products = Product.objects.on_show().priced()
    wanted = next((c for c in shelves.categories if c.slug == wish.category), None)
    if wanted is not None:
        products = products.filter(category__in=_with_descendants(wanted, shelves.categories))
    if any(brand.slug == wish.brand for brand in shelves.brands):
        products = products.filter(brand__slug=wish.brand)
    if any(problem.slug == wish.problem for problem in shelves.problems):
        products = products.filter(brand__problem__slug=wish.problem)
    if wish.min_price is not None or wish.max_price is not None:
        products = products.filter(Exists(_offered_between(wish.min_price, wish.max_price)))
    if wish.in_stock:
        products = products.in_stock()
    for word in clean_query(wish.q).split():
        products = products.filter(_matches(word))
    return _sorted(products, wish.sort).with_card_details()


def clean_query(text: str) -> str:
    """Without NUL, which no database accepts, and without spaces around."""
    return text.replace("\x00", "").strip()


def _matches(word: str) -> Q:
    return (
        Q(name__icontains=word)
        | Q(korean_name__icontains=word)
        | Q(brand__title__icontains=word)
        | Q(brand__korean_name__icontains=word)
    )


def _offered_between(lowest: Decimal | None, highest: Decimal | None):
    variants = Variant.objects.offered().filter(product=OuterRef("pk"))
    if lowest is not None:
        variants = variants.filter(price__gte=lowest)
    if highest is not None:
        variants = variants.filter(price__lte=highest)
    return variants


def _sorted(products: ProductQuerySet, sort: str) -> ProductQuerySet:
    if sort == "price":
        return products.with_lowest_price().order_by(F("lowest_price").asc(), "-pk")
    if sort == "-price":
        return products.with_lowest_price().order_by(F("lowest_price").desc(), "-pk")
    if sort == "popular":
        return products.most_popular_first()
    return products.newest_first()


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
