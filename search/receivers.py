"""What the search hears of: every way in which something findable, or what an entry tells of it, is written."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from brands.models import BrandMember, BrandPage, BrandStoryPage, Person
from problems.models import Claim, ProblemPage
from products.changes import products_written
from products.models import Category, Product, ProductClaim, ProductImage, Variant
from search.marking import mark_changed
from search.models import Change, Promotion, Synonym
from search.promotions import drop_promotions
from search.queries import drop_synonyms
from search.standing import find_stories_showing
from stories.models import MuseumImage

Of = Change.Of
PAGES = (BrandPage, BrandStoryPage, ProblemPage)


def _hear(models, of: Change.Of, id_of) -> None:
    def heard(instance, raw=False, **kwargs):
        if not raw:
            mark_changed(of=of, ids=[id_of(instance)])

    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(heard, sender=model, weak=False, dispatch_uid=f"search {model.__name__}")


_hear(PAGES, Of.PAGE, lambda page: page.pk)
_hear([BrandMember], Of.PAGE, lambda member: member.brand_id)
_hear([Product], Of.PRODUCT, lambda product: product.pk)
_hear([Variant, ProductClaim, ProductImage], Of.PRODUCT, lambda part: part.product_id)
_hear([Category], Of.CATEGORY, lambda category: category.pk)
_hear([Claim], Of.CLAIM, lambda claim: claim.pk)
_hear([Person], Of.PERSON, lambda person: person.pk)
_hear([MuseumImage], Of.IMAGE, lambda image: image.pk)


@receiver([post_save, post_delete], sender=Synonym)
def after_synonyms_change(**kwargs):
    transaction.on_commit(drop_synonyms)


@receiver([post_save, post_delete], sender=Promotion)
def after_promotions_change(**kwargs):
    transaction.on_commit(drop_promotions)


@receiver(pre_delete, sender=Product)
def before_a_product_is_deleted(instance, **kwargs):
    """Afterwards nobody knows which stories showed it."""
    mark_changed(of=Of.PAGE, ids=find_stories_showing(products={instance.pk}))


@receiver(products_written)
def after_products_are_written_at_once(ids, **kwargs):
    mark_changed(of=Of.PRODUCT, ids=ids)


@receiver([post_page_move, page_slug_changed])
def after_addresses_change(instance, **kwargs):
    _mark_below(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def after_doors_open_or_close(instance, raw=False, **kwargs):
    if not raw:
        _mark_below(instance.page)


def _mark_below(page: Page) -> None:
    """Of everything below it too."""
    mark_changed(of=Of.PAGE, ids=page.get_descendants(inclusive=True).values_list("pk", flat=True))
