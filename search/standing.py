"""What stands on what: whose entries tell of something that has changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.db.models.functions import Left, Length
from wagtail.models import Page, ReferenceIndex

from brands.models import BrandPage, BrandStoryPage
from products.models import Product
from search.models import Change, Entry, Kind

Of = Change.Of
Ids = set[int]
# More are not asked for one by one: there are fewer stories than products.
FEW = 1000


@dataclass
class Sources:
    """Pages and products to describe now; `echoes` are those that stand on them, for later."""

    pages: Ids = field(default_factory=set)
    products: Ids = field(default_factory=set)
    echoes: list[Change] = field(default_factory=list)
    change_ids: list[int] = field(default_factory=list)


def find_sources(*, changes: Iterable[Change]) -> Sources:
    """A constant number of queries for any number of changes."""
    found = Sources()
    touched: dict[str, Ids] = {of: set() for of in Of.values}
    for change in changes:
        found.change_ids.append(change.pk)
        if change.of == Of.PAGE:
            found.pages.add(change.source_id)
        elif change.of == Of.PRODUCT:
            found.products.add(change.source_id)
        if not change.is_echo:
            touched[change.of].add(change.source_id)
    pages: Ids = set()
    products: Ids = set()
    for of, ids in touched.items():
        if ids:
            more_pages, more_products = _STANDING[of](ids)
            pages |= more_pages
            products |= more_products
    found.echoes = [
        *(Change(of=Of.PAGE, source_id=pk, is_echo=True) for pk in sorted(pages - found.pages)),
        *(Change(of=Of.PRODUCT, source_id=pk, is_echo=True) for pk in sorted(products - found.products)),
    ]
    return found


def _on_pages(ids: Ids) -> tuple[Ids, Ids]:
    """A brand names its problem, and a problem its brands, those of before too; stories and products name both."""
    brands = BrandPage.objects.filter(Q(pk__in=ids) | Q(problem__in=ids))
    rows = list(brands.values_list("pk", "problem"))
    above = Left("path", Length("path") - Page.steplen)
    stories = BrandStoryPage.objects.annotate(brand_path=above).filter(brand_path__in=brands.values("path"))
    pages = {pk for pk, *_ in rows} | {problem for _, problem in rows}
    pages |= set(stories.values_list("pk", flat=True))
    before = Entry.objects.filter(kind=Kind.BRAND, source_id__in=ids, room_id__isnull=False)
    pages |= set(before.values_list("room_id", flat=True))
    sold = Product.objects.filter(brand__in=[pk for pk, *_ in rows])
    products = set(sold.values_list("pk", flat=True))
    return pages | find_stories_showing(products=products), products


def _on_products(ids: Ids) -> tuple[Ids, Ids]:
    """Brands name their products, and those of before too; stories name those they show."""
    brands = set(Product.objects.filter(pk__in=ids).values_list("brand", flat=True))
    before = Entry.objects.filter(kind=Kind.PRODUCT, source_id__in=ids).values("brand")
    brands |= set(Entry.objects.filter(kind=Kind.BRAND, brand__in=before).values_list("source_id", flat=True))
    return brands | find_stories_showing(products=ids), set()


def find_stories_showing(*, products: Ids) -> Ids:
    """One query; none for those that were deleted."""
    of_product, of_story = ContentType.objects.get_for_models(Product, BrandStoryPage).values()
    references = ReferenceIndex.objects.filter(to_content_type=of_product, content_type=of_story)
    if len(products) <= FEW:
        references = references.filter(to_object_id__in=[str(pk) for pk in products])
    rows = references.values_list("object_id", "to_object_id")
    return {int(story) for story, product in rows if int(product) in products}


def _on_categories(ids: Ids) -> tuple[Ids, Ids]:
    below = Q()
    for way in ("category", "category__parent", "category__parent__parent"):
        below |= Q(**{f"{way}__in": ids})
    return set(), set(Product.objects.filter(below).values_list("pk", flat=True))


def _on_claims(ids: Ids) -> tuple[Ids, Ids]:
    return set(), set(Product.objects.filter(product_claims__claim__in=ids).values_list("pk", flat=True))


def _on_people(ids: Ids) -> tuple[Ids, Ids]:
    """Whatever names a brand names its people."""
    brands = set(BrandPage.objects.filter(members__person__in=ids).values_list("pk", flat=True))
    pages, products = _on_pages(brands)
    return pages | brands, products


def _on_images(ids: Ids) -> tuple[Ids, Ids]:
    shown = Entry.objects.filter(cover_id__in=ids).values_list("kind", "source_id")
    return (
        {pk for kind, pk in shown if kind != Kind.PRODUCT},
        {pk for kind, pk in shown if kind == Kind.PRODUCT},
    )


_STANDING: dict[str, Callable[[Ids], tuple[Ids, Ids]]] = {
    Of.PAGE: _on_pages,
    Of.PRODUCT: _on_products,
    Of.CATEGORY: _on_categories,
    Of.CLAIM: _on_claims,
    Of.PERSON: _on_people,
    Of.IMAGE: _on_images,
}
