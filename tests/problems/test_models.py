import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from problems.models import Claim
from tests.factories.brands import BrandPageFactory
from tests.factories.home import museum
from tests.factories.problems import ClaimFactory, ProblemPageFactory
from tests.factories.products import ProductFactory, ProductImageFactory, stocked_variant
from tests.factories.stories import MuseumImageFactory

pytestmark = pytest.mark.django_db

JULY = datetime.date(2025, 7, 1)


def queries_for(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_index_lists_rooms_in_the_editors_order(client):
    rooms = [ProblemPageFactory(title=title) for title in ("Water", "Air", "Bread")]
    ProblemPageFactory(live=False)
    page = client.get(museum().problems.url)
    assert [room.pk for room in page.context["items"]] == [room.pk for room in rooms]


def test_the_index_turns_pages_of_twelve(client):
    for _ in range(13):
        ProblemPageFactory()
    address = museum().problems.url
    assert len(client.get(address).context["items"]) == 12
    assert len(client.get(address, {"page": 2}).context["items"]) == 1


@pytest.mark.parametrize("number", ["9999", "abc", "0", "-1", "1.5"])
def test_a_page_the_index_does_not_have_is_not_found(client, number):
    assert client.get(museum().problems.url, {"page": number}).status_code == 404


def test_a_room_shows_exactly_its_published_brands(client):
    problem = ProblemPageFactory()
    second = BrandPageFactory(problem=problem, title="Tide")
    first = BrandPageFactory(problem=problem, title="Salt")
    BrandPageFactory(problem=problem, live=False)
    BrandPageFactory()
    page = client.get(problem.url)
    assert list(page.context["brands"]) == [first, second]
    assert page.context["room"] == problem


def test_a_room_shows_the_twelve_newest_objects_on_show(client):
    brand = BrandPageFactory()
    products = [ProductFactory(brand=brand) for _ in range(14)]
    ProductFactory(brand=brand, live=False)
    ProductFactory()
    page = client.get(brand.problem.url)
    assert list(page.context["products"]) == products[:1:-1]


def test_a_room_shows_the_claims_of_today(client):
    problem = ProblemPageFactory()
    valid = ClaimFactory(problem=problem)
    ClaimFactory(problem=problem, valid_until=datetime.date(2024, 2, 1))
    ClaimFactory(problem=problem, live=False)
    assert list(client.get(problem.url).context["claims"]) == [valid]


def test_a_room_asks_as_often_for_nine_things_as_for_one(client):
    asked = []
    for number in (1, 3, 9):
        problem = ProblemPageFactory()
        for _ in range(number):
            brand = BrandPageFactory(problem=problem, cover=MuseumImageFactory())
            ProductImageFactory(product=stocked_variant(product__brand=brand).product)
        asked.append(queries_for(client, problem.url))
    assert asked[0] == asked[1] == asked[2]


def test_the_index_asks_as_often_for_twelve_rooms_as_for_one(client):
    asked = []
    for number in (1, 2, 9):
        for _ in range(number):
            ProblemPageFactory(cover=MuseumImageFactory())
        asked.append(queries_for(client, museum().problems.url))
    assert asked[0] == asked[1] == asked[2]


def test_a_draft_room_is_not_found(client):
    assert client.get(ProblemPageFactory(live=False).url).status_code == 404


@pytest.mark.parametrize("colour", ["#ffffff", "#ffee00", "red", "#12345", "url(x)"])
def test_a_colour_that_cannot_be_read_is_refused(colour):
    problem = ProblemPageFactory()
    problem.accent = colour
    with pytest.raises(ValidationError) as caught:
        problem.full_clean()
    assert set(caught.value.message_dict) == {"accent"}


def test_claims_are_shown_up_to_and_with_their_last_day():
    last_day = ClaimFactory(valid_until=JULY)
    ClaimFactory(valid_until=JULY - datetime.timedelta(days=1))
    ClaimFactory(valid_until=JULY, live=False)
    assert list(Claim.objects.shown_on(JULY)) == [last_day]


def test_a_claim_does_something_and_ends_after_it_was_verified():
    with pytest.raises(IntegrityError):
        ClaimFactory(amount=Decimal(0))


def test_a_claim_that_ends_before_it_was_verified_is_refused():
    claim = ClaimFactory.build(
        problem=ProblemPageFactory(), verified_on=JULY, valid_until=datetime.date(2025, 6, 30)
    )
    with pytest.raises(ValidationError) as caught:
        claim.full_clean()
    assert "valid_until" in caught.value.message_dict


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/"])
def test_evidence_is_on_the_web(address):
    claim = ClaimFactory.build(problem=ProblemPageFactory(), evidence_url=address)
    with pytest.raises(ValidationError) as caught:
        claim.full_clean()
    assert set(caught.value.message_dict) == {"evidence_url"}
