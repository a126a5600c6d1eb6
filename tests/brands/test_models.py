import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from brands.models import BrandMember
from tests.factories.brands import BrandMemberFactory, BrandPageFactory, BrandStoryPageFactory, PersonFactory
from tests.factories.home import museum
from tests.factories.problems import ProblemPageFactory
from tests.factories.products import ProductFactory, ProductImageFactory, stocked_variant
from tests.factories.stories import MuseumImageFactory

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
SPRING = datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC)


def queries_for(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def stories_of(brand, number):
    """Published a day apart, the first one first."""
    return [
        BrandStoryPageFactory(parent=brand, first_published_at=SPRING + DAY * day, cover=MuseumImageFactory())
        for day in range(number)
    ]


class TestIndex:
    def test_lists_published_brands_by_title(self, client):
        brands = [BrandPageFactory(title=title) for title in ("Tide", "Ash", "Salt")]
        BrandPageFactory(live=False)
        page = client.get(museum().brands.url)
        assert list(page.context["items"]) == [brands[1], brands[2], brands[0]]

    def test_filters_by_problem(self, client):
        chosen = BrandPageFactory(problem__slug="water")
        BrandPageFactory(problem__slug="bread")
        page = client.get(museum().brands.url, {"problem": "water"})
        assert list(page.context["items"]) == [chosen]
        assert page.context["chosen_problem"] == chosen.problem

    def test_offers_the_problems_that_have_brands(self, client):
        shown = BrandPageFactory().problem
        BrandPageFactory(problem=shown)
        BrandPageFactory(live=False)
        BrandPageFactory(problem__live=False)
        ProblemPageFactory()
        assert list(client.get(museum().brands.url).context["problems"]) == [shown]

    @pytest.mark.parametrize(
        "query",
        [
            {"problem": "unknown"},
            {"problem": "draft"},
            {"problem": "\x00"},
            {"page": "9999"},
            {"page": "abc"},
        ],
    )
    def test_what_is_not_there_is_not_found(self, client, query):
        ProblemPageFactory(slug="draft", live=False)
        assert client.get(museum().brands.url, query).status_code == 404

    def test_turns_pages_of_twelve(self, client):
        problem = ProblemPageFactory()
        for _ in range(13):
            BrandPageFactory(problem=problem)
        assert len(client.get(museum().brands.url, {"page": "2"}).context["items"]) == 1

    def test_asks_as_often_for_twelve_brands_as_for_one(self, client):
        asked = []
        for number in (1, 2, 9):
            for _ in range(number):
                BrandPageFactory(cover=MuseumImageFactory())
            asked.append(queries_for(client, museum().brands.url))
        assert asked[0] == asked[1] == asked[2]


class TestBrand:
    def test_carousel_holds_what_can_be_bought_now(self, client):
        brand = BrandPageFactory()
        older, newer = (stocked_variant(product__brand=brand).product for _ in range(2))
        stocked_variant(pieces=0, product__brand=brand)
        stocked_variant(product__brand=brand, product__live=False)
        ProductFactory(brand=brand, variants=[])
        stocked_variant()
        assert list(client.get(brand.url).context["products"]) == [newer, older]

    def test_carousel_ends_at_twelve(self, client):
        brand = BrandPageFactory()
        for _ in range(13):
            stocked_variant(product__brand=brand)
        assert len(client.get(brand.url).context["products"]) == 12

    @pytest.mark.parametrize(("number", "active"), [(0, 0), (1, 1), (3, 1)])
    def test_one_object_of_the_carousel_is_marked(self, client, number, active):
        brand = BrandPageFactory()
        for _ in range(number):
            stocked_variant(product__brand=brand)
        html = client.get(brand.url).content.decode()
        assert html.count("is-active") == active
        assert html.count("data-carousel-pause ") == active

    def test_objects_and_brand_lead_to_each_other(self, client):
        product = stocked_variant().product
        assert f'href="{product.url}"' in client.get(product.brand.url).content.decode()

    def test_stories_are_the_published_ones_the_newest_first(self, client):
        brand = BrandPageFactory()
        first, second = stories_of(brand, 2)
        BrandStoryPageFactory(parent=brand, live=False)
        stories_of(BrandPageFactory(), 1)
        assert client.get(brand.url).context["stories"] == [second, first]

    def test_people_stand_with_their_part_in_the_editors_order(self, client):
        brand = BrandPageFactory()
        late = BrandMemberFactory(brand=brand, sort_order=2, contribution="Carries the salt")
        early = BrandMemberFactory(brand=brand, sort_order=1, person__portrait=MuseumImageFactory())
        page = client.get(brand.url)
        assert page.context["people"] == [early, late]
        assert "Carries the salt" in page.content.decode()

    def test_asks_as_often_for_nine_things_as_for_one(self, client):
        asked = []
        for number in (1, 3, 9):
            brand = BrandPageFactory(cover=MuseumImageFactory())
            stories_of(brand, number)
            for _ in range(number):
                BrandMemberFactory(brand=brand, person__portrait=MuseumImageFactory())
                ProductImageFactory(product=stocked_variant(product__brand=brand).product)
            asked.append(queries_for(client, brand.url))
        assert asked[0] == asked[1] == asked[2]

    def test_an_unpublished_problem_is_plain_text(self, client):
        brand = BrandPageFactory(problem__title="Clean water", problem__live=False)
        page = client.get(brand.url)
        html = page.content.decode()
        assert (page.status_code, page.context["room"], page.context["problem"]) == (200, None, brand.problem)
        assert "Clean water" in html
        assert f'href="{brand.problem.url}"' not in html

    def test_the_way_back_is_told_to_machines(self, client):
        brand = BrandPageFactory(title="Salt & Sun")
        crumbs = client.get(brand.url).context["structured_data"]
        assert [data["@type"] for data in crumbs] == ["BreadcrumbList"]
        assert [item["name"] for item in crumbs[0]["itemListElement"]] == [
            "Impact Museum",
            "Brands",
            "Salt & Sun",
        ]
        assert crumbs[0]["itemListElement"][2]["item"] == brand.full_url

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "salt"]
    )
    def test_its_own_site_is_on_the_web(self, address):
        brand = BrandPageFactory()
        brand.website = address
        with pytest.raises(ValidationError) as caught:
            brand.full_clean()
        assert set(caught.value.message_dict) == {"website"}

    def test_the_link_to_its_own_site_is_safe(self, client):
        html = client.get(BrandPageFactory(website="https://salt.example.org/").url).content.decode()
        assert '<a href="https://salt.example.org/" rel="noopener">' in html

    def test_a_brand_needs_its_problem(self):
        brand = BrandPageFactory()
        brand.problem = None
        with pytest.raises(ValidationError) as caught:
            brand.full_clean()
        assert set(caught.value.message_dict) == {"problem"}


class TestMembers:
    def test_a_person_is_in_a_brand_once(self):
        member = BrandMemberFactory()
        with pytest.raises(IntegrityError):
            BrandMemberFactory(brand=member.brand, person=member.person)

    def test_a_contribution_has_a_hundred_characters(self):
        member = BrandMemberFactory.build(
            brand=BrandPageFactory(), person=PersonFactory(), contribution="x" * 101
        )
        with pytest.raises(ValidationError) as caught:
            member.full_clean()
        assert set(caught.value.message_dict) == {"contribution"}

    def test_both_directions_can_be_asked(self):
        member = BrandMemberFactory()
        assert [m.brand for m in member.person.memberships.all()] == [member.brand]
        assert [m.person for m in member.brand.members.all()] == [member.person]

    @pytest.mark.parametrize("end", ["brand", "person"])
    def test_either_end_takes_only_the_link_along(self, end):
        member = BrandMemberFactory()
        other = member.person if end == "brand" else member.brand
        getattr(member, end).delete()
        assert not BrandMember.objects.exists()
        other.refresh_from_db()


class TestStory:
    def test_names_its_brand_and_room(self, client):
        brand = BrandPageFactory()
        (story,) = stories_of(brand, 1)
        context = client.get(story.url).context
        assert (context["brand"], context["problem"], context["room"]) == (
            brand,
            brand.problem,
            brand.problem,
        )

    def test_an_unpublished_problem_is_no_room(self, client):
        (story,) = stories_of(BrandPageFactory(problem__live=False), 1)
        page = client.get(story.url)
        assert (page.status_code, page.context["room"]) == (200, None)

    def test_leads_on_to_its_own_brand_first_then_to_its_problem(self, client):
        brand = BrandPageFactory()
        first, second, third = stories_of(brand, 3)
        neighbours = stories_of(BrandPageFactory(problem=brand.problem), 5)
        stories_of(BrandPageFactory(problem=brand.problem, live=False), 1)
        stories_of(BrandPageFactory(), 1)
        assert client.get(first.url).context["other_stories"] == [third, second, neighbours[4]]

    def test_a_single_story_leads_nowhere_else(self, client):
        (story,) = stories_of(BrandPageFactory(), 1)
        assert client.get(story.url).context["other_stories"] == []

    def test_asks_as_often_with_three_others_as_with_one(self, client):
        asked = []
        for number in (2, 4, 8):
            stories = stories_of(BrandPageFactory(), number)
            asked.append(queries_for(client, stories[0].url))
        assert asked[0] == asked[1] == asked[2]

    def test_is_an_article_to_machines(self, client):
        brand = BrandPageFactory(title="Salt and Sun")
        (story,) = stories_of(brand, 1)
        breadcrumb, article = client.get(story.url).context["structured_data"]
        assert (article["@type"], article["headline"], article["about"]["name"]) == (
            "Article",
            story.title,
            "Salt and Sun",
        )
        assert article["datePublished"] == "2025-03-01T00:00:00+00:00"
        assert len(breadcrumb["itemListElement"]) == 4

    def test_a_lost_picture_file_is_no_error(self, client):
        (story,) = stories_of(BrandPageFactory(), 1)
        story.cover.file.storage.delete(story.cover.file.name)
        assert client.get(story.url).status_code == 200

    def test_a_changed_slug_leads_to_the_new_address(self, client, django_capture_on_commit_callbacks):
        (story,) = stories_of(BrandPageFactory(), 1)
        old = story.url
        story.slug = "renamed"
        with django_capture_on_commit_callbacks(execute=True):
            story.save_revision().publish()
        answer = client.get(old)
        assert (answer.status_code, answer.url.endswith("/renamed/")) == (301, True)
