import pytest
from django.contrib.auth import get_user_model
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from brands.models import BrandPage
from problems.models import ProblemPage
from stories.retirement import what_stands_on
from tests.factories.brands import BrandMemberFactory, BrandPageFactory, BrandStoryPageFactory
from tests.factories.home import HomeFeatureFactory, museum
from tests.factories.problems import ClaimFactory, ProblemPageFactory
from tests.factories.products import ProductClaimFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    museum()
    client.force_login(
        get_user_model().objects.create_superuser("owner", "owner@example.org", "a-long-password")
    )
    return client


def names(*things):
    return [(one.kind, one.name) for one in what_stands_on(things=things)]


def confirm(client, page):
    """Posts the deletion, with the name that deleting many pages asks for."""
    return client.post(
        reverse("wagtailadmin_pages:delete", args=[page.pk]), {"confirm_site_name": "Impact Museum"}
    )


def confirm_bulk(client, *pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{ids}", {"confirm_site_name": "Impact Museum"})


def test_brands_and_claims_stand_on_a_problem():
    problem = ProblemPageFactory()
    BrandPageFactory(problem=problem, title="Salt and Sun")
    ClaimFactory(problem=problem, statement="One bar pays for a litre")
    assert names(problem) == [("brand page", "Salt and Sun"), ("claim", "One bar pays for a litre")]


def test_products_stand_on_a_brand_and_its_stories_go_with_it():
    brand = BrandPageFactory()
    BrandStoryPageFactory(parent=brand)
    BrandMemberFactory(brand=brand)
    assert names(brand) == []
    ProductFactory(brand=brand, name="Sea soap")
    assert names(brand) == [("product", "Sea soap")]


def test_a_claim_is_kept_by_the_product_that_carries_it():
    line = ProductClaimFactory(product__name="Sea soap")
    assert names(line.claim) == [("product", "Sea soap")]


def test_what_stands_on_a_page_far_below_counts():
    product = ProductFactory(name="Sea soap")
    house = museum()
    assert ("product", "Sea soap") in names(house.home)
    assert names(house.brands) == [("product", "Sea soap")]
    assert names(house.problems) == [("brand page", product.brand.title)]


def test_each_thing_is_named_once():
    problem = ProblemPageFactory()
    brand = BrandPageFactory(problem=problem)
    assert names(problem, museum().problems) == [("brand page", brand.title)]


PARENTS = ["problem", "problems", "brand", "brands", "home"]


def standing_museum(which):
    product = ProductFactory(name="Sea soap", brand__title="Salt and Sun")
    house = museum()
    pages = {
        "problem": product.brand.problem,
        "problems": house.problems,
        "brand": product.brand,
        "brands": house.brands,
        "home": house.home,
    }
    return pages[which], {"problem": "Salt and Sun", "problems": "Salt and Sun"}.get(which, "Sea soap")


def everything():
    rows = Page.objects.order_by("pk").values_list("pk", "path", "numchild", "live")
    return list(rows), BrandPage.objects.count(), ProblemPage.objects.count()


def test_choosing_a_free_page_asks_first(admin):
    brand = BrandPageFactory()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = admin.get(f"{bulk}?id={brand.pk}")
    assert (answer.status_code, "This cannot be deleted" in answer.content.decode()) == (200, False)


@pytest.mark.parametrize("which", PARENTS)
@pytest.mark.parametrize("way", [confirm, confirm_bulk])
def test_the_admin_refuses_and_says_why(admin, which, way):
    page, carried = standing_museum(which)
    before = everything()
    answer = way(admin, page)
    assert answer.status_code == 200
    assert "This cannot be deleted" in answer.content.decode()
    assert carried in answer.content.decode()
    assert everything() == before


def test_the_question_itself_is_already_refused(admin):
    page, carried = standing_museum("problems")
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for address in (reverse("wagtailadmin_pages:delete", args=[page.pk]), f"{bulk}?id={page.pk}"):
        answer = admin.get(address)
        assert (answer.status_code, carried in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("which", PARENTS)
@pytest.mark.parametrize("as_base", [False, True])
def test_code_is_refused_whole(which, as_base, transactional_db):
    page, _ = standing_museum(which)
    before = everything()
    doomed = Page.objects.get(pk=page.pk)
    with pytest.raises(ProtectedError):
        (doomed if as_base else doomed.specific).delete()
    assert everything() == before


def test_a_refused_deletion_is_not_logged_as_one(transactional_db):
    page, _ = standing_museum("brand")
    with pytest.raises(ProtectedError):
        BrandPage.objects.get(pk=page.pk).delete()
    assert PageLogEntry.objects.filter(action="wagtail.delete").count() == 0


@pytest.mark.parametrize("way", [confirm, confirm_bulk])
def test_what_carries_nothing_goes(admin, way):
    brand = BrandPageFactory()
    story = BrandStoryPageFactory(parent=brand)
    HomeFeatureFactory(story=story)
    assert way(admin, brand).status_code == 302
    assert not Page.objects.filter(pk__in=[brand.pk, story.pk]).exists()
    assert way(admin, brand.problem).status_code == 302
    assert not ProblemPage.objects.exists()


@pytest.mark.parametrize("bulk", [False, True])
def test_a_claim_on_show_is_refused_and_a_free_one_goes(admin, bulk):
    line = ProductClaimFactory(product__name="Sea soap")
    free = ClaimFactory()

    def delete(claim):
        if bulk:
            address = reverse("wagtail_bulk_action", args=["problems", "claim", "delete"])
            return admin.post(f"{address}?id={claim.pk}")
        return admin.post(reverse("wagtailsnippets_problems_claim:delete", args=[claim.pk]))

    refused = delete(line.claim)
    assert (refused.status_code, "Sea soap" in refused.content.decode()) == (200, True)
    assert delete(free).status_code == 302
    assert list(type(free).objects.all()) == [line.claim]
