"""All of the demo content in one value, so that the loader can be given less of it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from home.demo import shapes
from home.demo.brands import BRANDS
from home.demo.campaigns import CAMPAIGNS
from home.demo.categories import CATEGORIES
from home.demo.claims import CLAIMS
from home.demo.home_page import HOME_PAGE, Entrance
from home.demo.pages import PAGES
from home.demo.painting import Commission
from home.demo.problems import PROBLEMS
from home.demo.products import PRODUCTS
from home.demo.stories import STORIES

HOUSE_ACCENT = "#1b5e73"


@dataclass(frozen=True)
class Content:
    problems: tuple[shapes.Problem, ...]
    brands: tuple[shapes.Brand, ...]
    stories: tuple[shapes.Story, ...]
    categories: tuple[shapes.Category, ...]
    claims: tuple[shapes.Claim, ...]
    products: tuple[shapes.Product, ...]
    pages: tuple[shapes.PlainPage, ...]
    home: Entrance
    campaigns: tuple[shapes.Campaign, ...] = ()

    def accent_of_brand(self, slug: str) -> str:
        problem = next(brand.problem for brand in self.brands if brand.slug == slug)
        return next(room.accent for room in self.problems if room.slug == problem)

    def commissions(self) -> list[Commission]:
        """Every picture once for each accent it hangs in."""
        found = [
            commission(picture, accent) for accent, value in self._hung() for picture in pictures_in(value)
        ]
        return list(dict.fromkeys(found))

    def _hung(self) -> Iterator[tuple[str, Any]]:
        yield HOUSE_ACCENT, (self.home, self.pages, self.campaigns)
        yield from ((problem.accent, problem) for problem in self.problems)
        yield from ((self.accent_of_brand(brand.slug), brand) for brand in self.brands)
        yield from ((self.accent_of_brand(story.brand), story) for story in self.stories)
        yield from ((self.accent_of_brand(product.brand), product) for product in self.products)


def read_content() -> Content:
    return Content(
        problems=tuple(PROBLEMS),
        brands=tuple(BRANDS),
        stories=tuple(STORIES),
        categories=tuple(CATEGORIES),
        claims=tuple(CLAIMS),
        products=tuple(PRODUCTS),
        pages=tuple(PAGES),
        home=HOME_PAGE,
        campaigns=tuple(CAMPAIGNS),
    )


def commission(picture: shapes.Picture, accent: str) -> Commission:
    return Commission(picture=picture, accent=picture.accent or accent)


def pictures_in(value: Any) -> Iterator[shapes.Picture]:
    if isinstance(value, shapes.Picture):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from pictures_in(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from pictures_in(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from pictures_in(item)
