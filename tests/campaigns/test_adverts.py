import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from campaigns.adverts import adverts_showing
from tests.factories.campaigns import AdvertSlotFactory
from tests.factories.home import PlainPageFactory

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2025, 7, 1, 12, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def strip():
    return adverts_showing(now=NOON)["strip"]


def test_every_place_is_there():
    assert adverts_showing(now=NOON) == {"hero": [], "strip": []}


def test_an_advert_shows_from_its_start_to_its_end():
    begins = AdvertSlotFactory(starts_at=NOON)
    AdvertSlotFactory(starts_at=NOON + HOUR)
    AdvertSlotFactory(ends_at=NOON)
    ends_later = AdvertSlotFactory(ends_at=NOON + HOUR)
    AdvertSlotFactory(is_active=False)
    assert strip() == [begins, ends_later]


def test_adverts_stand_in_the_marketers_order():
    late, early = AdvertSlotFactory(sort_order=7), AdvertSlotFactory(sort_order=1)
    twin = AdvertSlotFactory(sort_order=1)
    assert strip() == [early, twin, late]


def test_an_advert_never_leads_to_an_unpublished_page():
    page = PlainPageFactory()
    slot = AdvertSlotFactory(page=page, url="")
    AdvertSlotFactory(page=PlainPageFactory(live=False), url="")
    assert strip() == [slot]
    assert strip()[0].link == page.url


@pytest.mark.parametrize("url", ["/products/", "/products/?category=soap&sort=price"])
def test_an_advert_leads_to_a_path_of_this_site(url):
    slot = AdvertSlotFactory.build(url=url)
    slot.full_clean()
    assert slot.link == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
    ],
)
def test_an_advert_leads_nowhere_else(url):
    with pytest.raises(ValidationError) as caught:
        AdvertSlotFactory.build(url=url).full_clean()
    assert set(caught.value.message_dict) == {"url"}


def test_an_advert_leads_to_one_place():
    with pytest.raises(ValidationError) as caught:
        AdvertSlotFactory.build(page=PlainPageFactory(), url="/products/").full_clean()
    assert set(caught.value.message_dict) == {"url"}


def test_an_advert_ends_after_it_starts():
    with pytest.raises(ValidationError) as caught:
        AdvertSlotFactory.build(starts_at=NOON, ends_at=NOON).full_clean()
    assert "ends_at" in caught.value.message_dict
    with pytest.raises(IntegrityError):
        AdvertSlotFactory(starts_at=NOON, ends_at=NOON)
