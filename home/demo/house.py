"""The house the demo content hangs in: site, home page, the two indexes, and the ways of sending."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from brands.models import BrandIndexPage
from checkout.models import ShippingMethod, ShippingRate
from home.models import HomePage, ShopSettings
from problems.models import ProblemIndexPage

NAME = "Impact Museum"
STANDARD = "standard"
EXPRESS = "express"
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class House:
    site: Site
    home: HomePage
    problems: ProblemIndexPage
    brands: BrandIndexPage


def build_house(*, now: datetime) -> House:
    """What stands already is kept; Wagtail's welcome page makes room."""
    root = Page.get_first_root_node()
    home = HomePage.objects.first() or root.add_child(
        instance=_page(HomePage, NAME, "museum", now, hero_title="A museum you can buy from")
    )
    site = _point_site_at(home)
    for welcome in Page.objects.child_of(root).exact_type(Page):
        welcome.delete()
    home = HomePage.objects.get(pk=home.pk)
    problems = ProblemIndexPage.objects.first() or home.add_child(
        instance=_page(
            ProblemIndexPage,
            "Problems",
            "problems",
            now,
            introduction="Every problem is a room. Walk in, read what is known, and meet those who work on it.",
        )
    )
    brands = BrandIndexPage.objects.first() or home.add_child(
        instance=_page(
            BrandIndexPage,
            "Brands",
            "brands",
            now,
            introduction="The artists of this museum: makers who took on one problem and stay with it.",
        )
    )
    return House(site=site, home=home, problems=problems, brands=brands)


def _page(model, title: str, slug: str, now: datetime, **fields):
    return model(
        title=title,
        slug=slug,
        show_in_menus=True,
        locale=Locale.get_default(),
        first_published_at=now,
        last_published_at=now,
        **fields,
    )


def _point_site_at(home: HomePage) -> Site:
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or PORTS.get(address.scheme, 80)
    site.site_name = NAME
    site.root_page = home
    site.save()
    ShopSettings.objects.update_or_create(
        site=site,
        defaults={
            "shop_name": NAME,
            "legal_name": "Impact Museum (an invented shop, for demonstration)",
            "address": "1 Bakmulgwan-gil, Seoul 04300",
            "contact_email": "hello@example.org",
        },
    )
    return site


def open_post_room() -> None:
    """Two ways of sending with their rates; those that stand already are kept."""
    standard, is_new = ShippingMethod.objects.get_or_create(
        code=STANDARD,
        defaults={
            "name": "Standard parcel",
            "description": "Packed in paper, handed over on the next working day.",
            "days_min": 1,
            "days_max": 3,
            "sort_order": 0,
        },
    )
    if is_new:
        standard.rates = [
            ShippingRate(country="KR", price=Decimal(3000), free_from=Decimal(50000), sort_order=0),
            ShippingRate(
                country="KR", postcode_from="63000", postcode_to="63644", price=Decimal(6000), sort_order=1
            ),
            ShippingRate(price=Decimal(25000), sort_order=2),
        ]
        standard.save()
    express, is_new = ShippingMethod.objects.get_or_create(
        code=EXPRESS,
        defaults={
            "name": "Express",
            "description": "With you on the next day when you order before noon.",
            "days_min": 1,
            "days_max": 1,
            "sort_order": 1,
        },
    )
    if is_new:
        express.rates = [ShippingRate(country="KR", price=Decimal(6000), sort_order=0)]
        express.save()
