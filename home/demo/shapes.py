"""The shapes of the demo content: plain data, no database.

Pictures are named, not stored: a `Picture` says what is drawn (a form or a motif from
`home.demo.pictures`), in whose accent colour, with which seed. Bodies are lists of
`(block name, value)` pairs in the shape of the StreamField they fill, with a `Picture` where
the block wants an image, a product's slug where it wants a product and `page:` paths where it wants a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Body = list[tuple[str, Any]]


@dataclass(frozen=True)
class Picture:
    """`kind` is `product` (`motif` is then one of the forms), `scene`, `portrait` or `logo`."""

    kind: Literal["product", "scene", "portrait", "logo"]
    motif: str
    alt: str
    seed: int = 0
    accent: str = ""  # "#rrggbb"; empty takes the accent of the room it hangs in
    second: str = ""  # second ink for products in several colours; empty takes the accent


@dataclass(frozen=True)
class Problem:
    slug: str
    title: str
    korean: str
    accent: str
    summary: str
    cover: Picture
    body: Body


@dataclass(frozen=True)
class Claim:
    key: str
    problem: str  # slug
    statement: str  # "One bar pays for 3 litres of clean water"
    unit: str  # "litres of clean water"
    amount: Decimal  # per piece, in `unit`
    evidence: str
    evidence_url: str
    verifier: str
    verified_on: date
    valid_until: date


@dataclass(frozen=True)
class Person:
    name: str
    korean: str
    contribution: str  # at most 100 characters
    joined: date
    portrait: Picture


@dataclass(frozen=True)
class Brand:
    slug: str
    name: str
    korean: str
    problem: str
    homepage: str
    summary: str
    cover: Picture
    logo: Picture
    people: tuple[Person, ...]
    body: Body


@dataclass(frozen=True)
class Category:
    slug: str
    title: str
    menu_group: int | None = None  # only on top categories
    children: tuple["Category", ...] = ()


@dataclass(frozen=True)
class Variant:
    sku: str
    price: int  # won
    stock: int
    options: dict[str, str] = field(default_factory=dict)  # {"colour": "Indigo"}
    compare_at: int | None = None
    weight_g: int = 0


@dataclass(frozen=True)
class Product:
    slug: str
    name: str
    korean: str
    brand: str
    category: str
    summary: str
    description: str  # simple HTML: p, ul, li, b, i
    materials: str
    origin: str
    year: int
    claims: tuple[str, ...]
    pictures: tuple[Picture, ...]
    variants: tuple[Variant, ...]
    published: bool = True
    is_free: bool = False


@dataclass(frozen=True)
class Story:
    brand: str
    slug: str
    title: str
    summary: str
    cover: Picture
    published_days_ago: int
    body: Body


@dataclass(frozen=True)
class PlainPage:
    slug: str
    title: str
    summary: str
    body: Body


@dataclass(frozen=True)
class Coupon:
    code: str
    kind: str = "percent"
    percent: str = ""
    minimum: str = ""
    limit_total: int | None = None
    limit_per_customer: int | None = None


@dataclass(frozen=True)
class Campaign:
    """`prices` are by the product's slug; an empty one is `percent` off."""

    slug: str
    title: str
    summary: str
    cover: Picture
    percent: str
    began_days_ago: int
    runs_days: int
    prices: Mapping[str, str]
    coupons: tuple[Coupon, ...]
    body: Body
