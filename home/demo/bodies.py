"""Turns the bodies of the demo content into the stored form of a StreamField."""

import json
import re
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from home.demo.gallery import Gallery
from home.demo.shapes import Body, Picture

PAGE = "page:"
page_link = re.compile(r'<a href="page:([^"]+)">')


class MissingReference(Exception):
    """A body speaks of a product or a page that the demo content does not have."""


class BodyWriter:
    """Resolves pictures, products (by slug) and pages (by path) to the rows that were made for them."""

    def __init__(self, *, gallery: Gallery, products: Mapping[str, int], pages: Mapping[str, int]):
        self.gallery = gallery
        self.products = products
        self.pages = pages

    def write(self, *, body: Body, accent: str, place: str) -> str:
        """JSON with the same block ids for the same `place` every time."""
        blocks = [
            {
                "type": name,
                "value": self._value(value, accent=accent, place=f"{place}/{number}"),
                "id": _block_id(f"{place}/{number}"),
            }
            for number, (name, value) in enumerate(body)
        ]
        return json.dumps(blocks)

    def _value(self, value: Any, *, accent: str, place: str) -> Any:
        if isinstance(value, Picture):
            return self.gallery.image(value, accent).pk
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {
                name: self._product(part)
                if name == "product"
                else self._value(part, accent=accent, place=place)
                for name, part in value.items()
            }
        if isinstance(value, list | tuple):
            return [self._item(item, accent=accent, place=f"{place}/{n}") for n, item in enumerate(value)]
        return value

    def _item(self, value: Any, *, accent: str, place: str) -> dict[str, Any]:
        return {
            "type": "item",
            "value": self._value(value, accent=accent, place=place),
            "id": _block_id(place),
        }

    def _text(self, text: str) -> int | str:
        if text.startswith(PAGE):
            return self._page(text.removeprefix(PAGE))
        return page_link.sub(lambda link: f'<a linktype="page" id="{self._page(link[1])}">', text)

    def _product(self, slug: str) -> int:
        if slug not in self.products:
            raise MissingReference(f"product {slug}")
        return self.products[slug]

    def _page(self, path: str) -> int:
        if path not in self.pages:
            raise MissingReference(f"page {path}")
        return self.pages[path]


def _block_id(place: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, place))
