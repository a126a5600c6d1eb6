"""What is in the blocks of a story, read from how they are stored: choosing what they name would ask for it one by one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from search.describing.description import read_text

# Of blocks that are not a text themselves. A picture's description is read to those who cannot see it.
WORDS = ("title", "text", "who", "figure", "statement", "source", "caption", "alt", "label", "note")


def read_body(blocks: Iterable[Mapping[str, Any]]) -> str:
    """All of its words, in order, without tags."""
    return " ".join(filter(None, (words for block in blocks for words in _words_of(block["value"]))))


def products_in(blocks: Iterable[Mapping[str, Any]]) -> list[int]:
    """Ids of the products that stand in it, in order, each once."""
    found: list[Any] = []
    for block in blocks:
        value = block["value"]
        if block["type"] == "product":
            found.append(value.get("product"))
        elif block["type"] == "shop_the_story":
            found += [item.get("value", item).get("product") for item in value.get("items", [])]
    return list(dict.fromkeys(pk for pk in found if pk))


def _words_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield read_text(value)
    elif isinstance(value, Mapping):
        # The items of a list are kept with what they are.
        inner = value["value"] if value.get("type") == "item" else value
        if isinstance(inner, Mapping):
            yield from (read_text(str(inner[name])) for name in WORDS if inner.get(name))
            for name in ("images", "items"):
                yield from _words_of(inner.get(name) or [])
    elif isinstance(value, list):
        for item in value:
            yield from _words_of(item)
