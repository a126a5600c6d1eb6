"""What is put first for some words, in one click."""

import pytest
from django.utils import timezone

from search.models import Kind, Promotion
from search.promotions import CannotBePromoted, list_promotions, promote
from tests.factories.brands import BrandPageFactory
from tests.factories.museum import museum
from tests.factories.products import ProductFactory
from tests.factories.search import EntryFactory, PromotionFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _museum():
    museum()


def found(kind: Kind, thing) -> int:
    EntryFactory(kind=kind, source_id=thing.pk)
    return thing.pk


def test_a_page_and_a_product_with_the_same_number_are_told_apart():
    brand, product = BrandPageFactory(), ProductFactory()
    page = promote(text="Sea  Salt", kind="brand", source_id=found(Kind.BRAND, brand), now=NOW).promotion
    thing = promote(
        text="sea salt", kind="product", source_id=found(Kind.PRODUCT, product), now=NOW
    ).promotion
    assert (page.words, page.target) == ("sea salt", brand.page_ptr)
    assert (thing.words, thing.target) == ("sea salt", product)


def test_twice_is_once():
    pk = found(Kind.PRODUCT, ProductFactory())
    mine = PromotionFactory(words="salt, Sea salt", product_id=pk)
    assert promote(text="sea salt", kind="product", source_id=pk, now=NOW).is_new is False
    first = promote(text="sea", kind="product", source_id=pk, now=NOW)
    second = promote(text="sea", kind="product", source_id=pk, now=NOW)
    assert (first.is_new, second.is_new, second.promotion) == (True, False, first.promotion)
    assert list(Promotion.objects.order_by("pk")) == [mine, first.promotion]


def test_what_is_not_on_show_any_more_is_refused():
    gone, hidden = ProductFactory(), BrandPageFactory(live=False)
    EntryFactory(kind=Kind.PRODUCT, source_id=gone.pk, is_gone=True)
    EntryFactory(kind=Kind.BRAND, source_id=hidden.pk)
    for kind, pk in (("product", gone.pk), ("brand", hidden.pk), ("story", 10**6)):
        with pytest.raises(CannotBePromoted, match="not on show any more"):
            promote(text="salt", kind=kind, source_id=pk, now=NOW)


@pytest.mark.parametrize("text", ["salt, soap", "salt，soap", " ", "\u200b"])
def test_an_empty_search_and_one_with_a_comma_are_refused(text):
    pk = found(Kind.PRODUCT, ProductFactory())
    with pytest.raises(CannotBePromoted, match="has a comma in it"):
        promote(text=text, kind="product", source_id=pk, now=NOW)
    assert Promotion.objects.count() == 0


def test_the_list_says_what_can_be_found_in_one_query(django_assert_num_queries):
    brand, product, hidden = BrandPageFactory(title="Ash"), ProductFactory(name="Comb"), ProductFactory()
    found(Kind.BRAND, brand)
    found(Kind.PRODUCT, product)
    EntryFactory(kind=Kind.STORY, source_id=hidden.pk + 10**6)
    for target in ({"page": brand.page_ptr}, {"product": product}, {"product": hidden}):
        PromotionFactory(words="gift", **target)
    with django_assert_num_queries(1):
        listed = [(str(row.target), row.is_shown) for row in list_promotions().order_by("pk")]
    assert listed == [("Ash", True), ("Comb", True), (hidden.name, False)]
