"""Every way of writing leads to entries that agree with what was written: none is missing, stale or left over."""

import io
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from wagtail.models import PageViewRestriction

from brands.models import BrandPage, BrandStoryPage
from problems.models import Claim, ProblemPage
from products.models import Category, Product, Variant
from products.price_changes import change_prices
from products.stock import receive_stock, reserve_stock
from search.finding import find
from search.following import follow_changes
from search.indexing import sweep
from search.marking import mark_changed
from search.models import Change, Entry, Kind
from search.repair import Drift, measure_drift
from search.wishes import Wish
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandMemberFactory, BrandPageFactory, BrandStoryPageFactory
from tests.factories.entries import break_body, findable
from tests.factories.museum import museum
from tests.factories.problems import ClaimFactory, ProblemPageFactory
from tests.factories.products import (
    OPENING,
    CategoryFactory,
    ProductClaimFactory,
    ProductFactory,
    ProductImageFactory,
    VariantFactory,
)
from tests.factories.stories import MuseumImageFactory
from tests.products.catalogue_documents import product as entry_of
from tests.products.catalogue_documents import run as import_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def things():
    museum()
    things = findable()
    # What is written here belongs to another transaction.
    connection.run_on_commit.clear()
    return things


@pytest.fixture
def furnished(things):
    """Everything that an entry may tell of."""
    things.soap.category.parent = CategoryFactory(title="Body care", slug="body-care")
    things.soap.category.save()
    ProductClaimFactory(
        product=things.soap, claim=ClaimFactory(problem=things.problem, statement="Wells dug")
    )
    ProductImageFactory(product=things.soap)
    BrandMemberFactory(brand=things.brand, person__name="Kim Ha-na")
    elsewhere = BrandPageFactory(title="Loom", slug="loom")
    BrandStoryPageFactory(
        parent=elsewhere,
        title="A visit",
        slug="a-visit",
        cover=MuseumImageFactory(),
        body=[("product", {"product": one, "note": ""}) for one in (things.soap, things.towel)],
    )
    settle()
    return things


def settle() -> None:
    """As after a commit. Then everything agrees."""
    follow_changes()
    assert measure_drift() == Drift()


def found_by(text: str) -> list[str]:
    return sorted(hit.entry.title for hit in find(wish=Wish(text=text), now=timezone.now()).hits)


def told_of(title: str) -> str:
    return Entry.objects.get(title=title).about


def of(model, pk):
    """As an editor's form reads it."""
    return model.objects.get(pk=pk)


def publish(page):
    page.save_revision().publish()


def write_and_roll_back(**facts):
    with transaction.atomic():
        ProductFactory(**facts)
        transaction.set_rollback(True)


def test_what_is_rolled_back_leaves_nothing(things, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as calls:
        write_and_roll_back(name="Ghost", brand=things.brand)
    assert (calls, Change.objects.count(), found_by("ghost")) == ([], 0, [])


def test_what_is_committed_is_found_right_after(things, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as calls, transaction.atomic():
        ProductFactory(name="Pebble", brand=things.brand)
        assert found_by("pebble") == []
    assert [call.__name__ for call in calls].count("_call") == 1
    assert found_by("pebble") == ["Pebble", "Salt and Sun"]
    assert measure_drift() == Drift()


def test_a_savepoint_that_is_rolled_back_takes_only_its_own_along(things, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        ProductFactory(name="Pebble", brand=things.brand)
        write_and_roll_back(name="Ghost", brand=things.brand)
    assert (found_by("pebble"), found_by("ghost")) == (["Pebble", "Salt and Sun"], [])


def test_pages(furnished):
    story = of(BrandStoryPage, furnished.story.pk)
    story.unpublish()
    settle()
    assert "The salt road" not in found_by("salt road")
    story.title = "The pepper road"
    publish(story)
    settle()
    assert "The pepper road" in found_by("pepper")

    story.title = "A draft of cinnamon"
    story.save_revision()
    settle()
    assert found_by("cinnamon") == []

    of(BrandStoryPage, story.pk).move(BrandPage.objects.get(slug="loom"), pos="last-child")
    settle()
    entry = Entry.objects.get(title="The pepper road")
    assert (entry.brand, entry.url) == ("loom", "/brands/loom/the-salt-road/")

    loom = of(BrandPage, BrandPage.objects.get(slug="loom").pk)
    loom.slug = "weaver"
    publish(loom)
    settle()
    entry.refresh_from_db()
    assert (entry.brand, entry.url) == ("weaver", "/brands/weaver/the-salt-road/")

    of(BrandStoryPage, story.pk).delete()
    settle()
    assert not Entry.objects.filter(pk=entry.pk).exists()


def test_closed_doors_hide_what_is_behind_them(furnished):
    """Until they are opened again."""
    building = museum()
    before = set(Entry.objects.values_list("title", flat=True))
    behind = [
        (furnished.story, {"The salt road"}),
        (furnished.brand, {"The salt road", "Salt and Sun"}),
        (furnished.problem, {"Safe water"}),
        (building.brands, {"The salt road", "Salt and Sun", "A visit", "Loom"}),
        (building.home, before - {"Salt soap", "Salt towel"}),
    ]
    for page, hidden in behind:
        closed = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        settle()
        assert before - set(Entry.objects.values_list("title", flat=True)) == hidden
        closed.delete()
        settle()
    assert set(Entry.objects.values_list("title", flat=True)) == before


def test_brands(furnished):
    brand = of(BrandPage, furnished.brand.pk)
    brand.title = "Brine and Moon"
    publish(brand)
    settle()
    assert {"The salt road", "Salt soap", "Salt towel", "Safe water"} <= set(found_by("brine moon"))

    other = ProblemPageFactory(title="Quiet seas", slug="quiet-seas")
    brand.problem = other
    publish(brand)
    settle()
    assert "Brine and Moon" in told_of("Quiet seas")
    assert "Brine and Moon" not in told_of("Safe water")
    assert Entry.objects.get(title="Salt soap").problem == "quiet-seas"

    brand.unpublish()
    settle()
    assert [title for title in found_by("salt soap") if "Salt" in title] == []
    assert "Salt soap" not in told_of("A visit")
    publish(brand)
    settle()
    assert "Salt soap" in found_by("salt soap")


def test_what_a_brand_sells_is_named_where_it_is_sold(furnished):
    soap = of(Product, furnished.soap.pk)
    assert ("Salt soap" in told_of("A visit"), "Salt towel" in told_of("A visit")) == (True, True)
    soap.name = "Foam"
    publish(soap)
    settle()
    assert ("Foam" in told_of("A visit"), "Foam" in told_of("Salt and Sun")) == (True, True)
    soap.brand = BrandPage.objects.get(slug="loom")
    publish(soap)
    settle()
    assert ("Foam" in told_of("Salt and Sun"), "Foam" in told_of("Loom")) == (False, True)
    of(Product, furnished.towel.pk).delete()
    settle()
    assert ("Salt towel" in told_of("Salt and Sun"), "Salt towel" in told_of("A visit")) == (False, False)


def test_what_everything_else_is_called(furnished):
    room = of(ProblemPage, furnished.problem.pk)
    room.title = "Clear water"
    publish(room)
    settle()
    assert {"Clear water", "Salt and Sun", "The salt road", "Salt soap"} <= set(found_by("clear water"))
    room.unpublish()
    settle()
    assert (Entry.objects.get(title="Salt soap").problem, found_by("clear")) == ("", [])
    publish(room)

    shelf = Category.objects.get(slug="body-care")
    shelf.title = "Bath"
    shelf.save()
    settle()
    assert found_by("bath") == ["Salt soap"]

    claim = Claim.objects.get(statement="Wells dug")
    claim.statement = "Springs kept"
    publish(claim)
    settle()
    assert "Salt soap" in found_by("springs")
    claim.unpublish()
    settle()
    assert found_by("springs") == []

    member = furnished.brand.members.get()
    member.person.name = "Park Du-ri"
    member.person.save()
    settle()
    assert {"Salt and Sun", "The salt road", "Salt soap"} <= set(found_by("park du-ri"))
    member.person.delete()
    settle()
    assert found_by("park") == []


def test_pictures(furnished):
    entry = Entry.objects.get(title="A visit")
    picture = entry.picture
    image = BrandStoryPage.objects.get(slug="a-visit").cover
    content = io.BytesIO()
    Image.new("RGB", (40, 20), "#aa3311").save(content, "PNG")
    image.file = ContentFile(content.getvalue(), "another.png")
    image.renditions.all().delete()
    image.save()
    settle()
    entry.refresh_from_db()
    assert entry.picture != picture
    assert (entry.picture["width"], entry.picture["height"]) == (30, 20)
    image.delete()
    settle()
    entry.refresh_from_db()
    assert (entry.picture, entry.cover_id) == ({}, None)


def test_products(furnished):
    soap = of(Product, furnished.soap.pk)
    soap.unpublish()
    settle()
    assert "Salt soap" not in found_by("salt soap")
    publish(soap)
    settle()
    assert "Salt soap" in found_by("salt soap")
    version = Entry.objects.get(title="Salt soap").version
    soap.name = "Draft of a name"
    soap.save_revision()
    settle()
    assert Entry.objects.get(title="Salt soap").version == version

    change_prices(products=[soap], percent=Decimal(10), actor=UserFactory())
    settle()
    assert Entry.objects.get(title="Salt soap").price == 9900
    for variant in Variant.objects.filter(product=soap):
        variant.is_offered = False
        variant.save()
    settle()
    assert "Salt soap" not in found_by("salt soap")
    VariantFactory(product=soap, price=7000)
    settle()
    assert Entry.objects.get(title="Salt soap").price == 7000


def test_stock_is_seen_by_the_sweep(furnished):
    variant = Variant.objects.get(sku="SALT-SOAP")
    sweep(now=timezone.now())
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: 10}, order_number="A-1", now=OPENING)
    sweep(now=timezone.now())
    soap = Entry.objects.get(title="Salt soap")
    assert (soap.is_in_stock, soap.sales, measure_drift()) == (False, 10, Drift())
    with transaction.atomic():
        receive_stock(variant=variant, pieces=1, reason="parcel", now=OPENING)
    sweep(now=timezone.now())
    soap.refresh_from_db()
    assert (soap.is_in_stock, measure_drift()) == (True, Drift())


def test_what_cannot_be_described_holds_up_no_other(things):
    break_body(story=things.story)
    mark_changed(of=Change.Of.PAGE, ids=[things.story.pk])
    things.soap.name = "Salt block"
    things.soap.save()
    follow_changes()
    assert [(one.source_id, one.is_set_aside) for one in Change.objects.all()] == [(things.story.pk, True)]
    assert Entry.objects.filter(kind=Kind.PRODUCT, title="Salt block").count() == 1


@pytest.mark.parametrize("many", [200, pytest.param(1000, marks=pytest.mark.long)])
def test_an_import_is_found_with_few_statements(things, many):
    entries = [
        entry_of(
            slug=f"p{n}", name=f"Thing{n}", brand="salt-and-sun", variants=[{"sku": f"P{n}", "price": "1000"}]
        )
        for n in range(many)
    ]
    import_document({"products": entries})
    assert set(Change.objects.values_list("of", "source_id")) == {("product", pk) for pk in new_products()}
    with CaptureQueriesContext(connection) as queries:
        follow_changes()
    assert len(queries) <= 35 * (many // 100 + 1)
    assert Entry.objects.filter(kind=Kind.PRODUCT).count() == many + 2
    for n in (0, many // 2, many - 1):
        assert f"Thing{n}" in found_by(f"thing{n}")
    assert measure_drift() == Drift()


def new_products():
    return Product.objects.filter(slug__startswith="p").values_list("pk", flat=True)


def test_a_trial_of_an_import_marks_nothing(things):
    with transaction.atomic():
        import_document({"products": [entry_of(brand="salt-and-sun")]}, dry_run=True)
    assert Change.objects.count() == 0


def test_nothing_stands_on_an_echo(things):
    Change.objects.create(of=Change.Of.PAGE, source_id=things.brand.pk, is_echo=True)
    assert (follow_changes(), Change.objects.count()) == (0, 0)
