"""How long the site at the address in the first argument takes to answer, and its engine the very same request.

Both are asked by turns over one kept connection each, so that what else the machine does slows down both. Prints JSON:
milliseconds of every answer, by what was asked.
"""

import json
import sys
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from time import perf_counter
from typing import Any, TypedDict
from urllib.parse import urlencode, urlsplit

import django

django.setup()

from django.conf import settings  # noqa: E402 - models can only be read now
from django.utils import timezone  # noqa: E402

from search.finding import find  # noqa: E402
from search.index_engine.backend import connect  # noqa: E402
from search.index_engine.request import write_request  # noqa: E402
from search.queries import read_query  # noqa: E402
from search.wishes import PER_PAGE, Wish  # noqa: E402

ROUNDS = 60
WARM_UP = 5
FAR_PAGE = 100
# What the seeded catalogue is made of, see home/demo/seeded_goods.py.
ASKED = {
    "English": "basket",
    "Korean": "바구니",
    "two words": "linen scarf",
    "two words, Korean": "비누 그릇",
    "frequent word": "workshop",
    "rare word": "777",
}
TYPED = ("ba", "linen", "바구", "woven oak b", "quie")
# The site counts what readers ask, but no machine.
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


class Times(TypedDict):
    what: str
    text: str
    found: int
    site: list[float]
    engine: list[float]


def main() -> None:
    with closing(_open(sys.argv[1])) as site:
        pages = [_time_page(site, what, text) for what, text in ASKED.items()]
        suggestions = [_time_suggestions(site, text) for text in TYPED]
        far = _time_far_page(site)
    sys.stdout.write(json.dumps({"pages": pages, "suggestions": suggestions, "far": far}))


def _time_page(site: HTTPConnection, what: str, text: str) -> Times:
    address = f"/search/?{urlencode({'query': text})}"
    total = _expect_answer(Wish(text=text))
    if not settings.ELASTICSEARCH_URL:
        (times,) = _by_turns(lambda: _get(site, address))
        return Times(what=what, text=text, found=total, site=times, engine=[])
    body = write_request(
        query=read_query(text), wish=Wish(text=text), start=0, size=PER_PAGE, after="", now=timezone.now()
    )
    with closing(_open(settings.ELASTICSEARCH_URL)) as engine:
        times, engines = _by_turns(lambda: _get(site, address), lambda: _ask_engine(engine, body))
    return Times(what=what, text=text, found=total, site=times, engine=engines)


def _time_suggestions(site: HTTPConnection, text: str) -> Times:
    address = f"/search/suggest/?{urlencode({'query': text})}"
    (times,) = _by_turns(lambda: _get(site, address))
    offered = json.loads(_get(site, address))["suggestions"]
    return Times(what="suggestions", text=text, found=len(offered), site=times, engine=[])


def _time_far_page(site: HTTPConnection) -> dict[str, list[float]]:
    """Empty when so little was found that there is no such page."""
    wish = Wish(text=ASKED["frequent word"])
    if _expect_answer(wish) <= FAR_PAGE * PER_PAGE:
        return {}
    before = find(wish=wish, page=FAR_PAGE - 1, now=timezone.now())
    asked: dict[str, dict[str, str | int]] = {
        "first page": {"query": wish.text},
        "by its number": {"query": wish.text, "page": FAR_PAGE},
    }
    if before.after:
        asked["after the page before"] = {"query": wish.text, "page": FAR_PAGE, "after": before.after}
    addresses = [f"/search/?{urlencode(words)}" for words in asked.values()]
    times = _by_turns(*(lambda address=address: _get(site, address) for address in addresses))
    return dict(zip(asked, times, strict=True))


def _expect_answer(wish: Wish) -> int:
    """How many are found. Measures nothing when the database has to stand in for the index."""
    found = find(wish=wish, now=timezone.now())
    if found.is_fallback:
        raise SystemExit(f"The index did not answer: {wish.text}")
    return found.total


def _by_turns(*asks: Callable[[], Any]) -> list[list[float]]:
    times: list[list[float]] = [[] for _ in asks]
    for number in range(-WARM_UP, ROUNDS):
        for ask, row in zip(asks, times, strict=True):
            began = perf_counter()
            ask()
            if number >= 0:
                row.append((perf_counter() - began) * 1000)
    return times


def _open(url: str) -> HTTPConnection:
    parts = urlsplit(url)
    return HTTPConnection(parts.hostname or "", parts.port, timeout=30)


def _get(site: HTTPConnection, address: str) -> bytes:
    site.request("GET", address, headers=BROWSER)
    return _read(site, address)


def _ask_engine(engine: HTTPConnection, body: dict[str, Any]) -> bytes:
    """Without the client library, so that only the engine is measured."""
    body = {"from" if name == "from_" else name: part for name, part in body.items()}
    address = f"/{connect().entries.name}/_search"
    engine.request("POST", address, json.dumps(body), {"Content-Type": "application/json"})
    return _read(engine, address)


def _read(connection: HTTPConnection, address: str) -> bytes:
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    return text


if __name__ == "__main__":
    main()
