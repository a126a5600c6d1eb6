import datetime

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.campaigns import AdvertSlotFactory
from tests.factories.home import HomeFeatureFactory, PlainPageFactory, museum
from tests.factories.problems import ProblemPageFactory
from tests.factories.products import OPENING, ProductFactory, ProductImageFactory, stocked_variant
from tests.factories.stories import MuseumImageFactory

pytestmark = pytest.mark.django_db


def home(client):
    return client.get(museum().home.url)


def newest(client):
    return list(home(client).context["newest"])


def test_the_entrance_shows_the_eight_newest_objects(client):
    products = [stocked_variant().product for _ in range(12)]
    assert newest(client) == products[:3:-1]
    products[-1].live = False
    products[-1].save()
    assert newest(client) == products[-2:2:-1]


def test_objects_published_together_stand_by_number(client):
    products = [stocked_variant(product__first_published_at=OPENING).product for _ in range(3)]
    assert newest(client) == products[::-1]


def test_only_what_can_be_bought_is_new(client):
    stocked_variant(pieces=0)
    stocked_variant(product__live=False)
    stocked_variant(product__brand__live=False)
    stocked_variant(is_offered=False)
    ProductFactory(variants=[])
    assert newest(client) == []


def test_rooms_are_the_published_problems_in_the_editors_order(client):
    rooms = [ProblemPageFactory(title=title) for title in ("Water", "Air")]
    ProblemPageFactory(live=False)
    assert list(home(client).context["rooms"]) == rooms


def test_featured_stories_stand_in_the_editors_order(client):
    late = HomeFeatureFactory(sort_order=9).story
    early = HomeFeatureFactory(sort_order=1).story
    HomeFeatureFactory(story__live=False)
    BrandStoryPageFactory()
    assert home(client).context["featured_stories"] == [early, late]


def test_a_story_is_featured_once():
    feature = HomeFeatureFactory()
    with pytest.raises(IntegrityError):
        HomeFeatureFactory(home=feature.home, story=feature.story)


def test_adverts_stand_at_their_places(client):
    hero = AdvertSlotFactory(place="hero")
    strip = AdvertSlotFactory()
    AdvertSlotFactory(starts_at=timezone.now() + datetime.timedelta(hours=1))
    assert home(client).context["adverts"] == {"hero": [hero], "strip": [strip]}


def test_an_empty_museum_is_no_error(client):
    page = home(client)
    assert (page.status_code, page.context["adverts"]) == (200, {"hero": [], "strip": []})


def test_the_entrance_asks_as_often_for_nine_things_as_for_one(client):
    asked = []
    for number in (1, 2, 6):
        for _ in range(number):
            brand = BrandPageFactory(problem__cover=MuseumImageFactory())
            HomeFeatureFactory(story=BrandStoryPageFactory(parent=brand, cover=MuseumImageFactory()))
            ProductImageFactory(product=stocked_variant(product__brand=brand).product)
            AdvertSlotFactory(image=MuseumImageFactory(), page=brand, url="")
        home(client)
        with CaptureQueriesContext(connection) as queries:
            assert home(client).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2]


def test_the_house_is_told_to_machines(client):
    (house,) = home(client).context["structured_data"]
    assert (house["@type"], house["name"]) == ("Organization", "Impact Museum")


def test_a_product_is_two_clicks_from_the_entrance(client):
    product = stocked_variant().product
    room = product.brand.problem
    assert f'href="{room.url}"' in home(client).content.decode()
    assert f'href="{product.url}"' in client.get(room.url).content.decode()


def test_a_plain_page_hangs_in_no_room(client):
    page = client.get(PlainPageFactory(title="About").url)
    assert (page.status_code, page.context["room"]) == (200, None)
