"""The one request of a results page."""

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from search.models import Kind
from search.queries import Form, Query, Slot
from search.texts import fold_letters, is_hangul, split_pieces
from search.wishes import FRESH, FRESH_FOR, KIND_WEIGHTS, SOLD_OUT, Wish, price_bands

Clause = dict[str, Any]

FIELDS = ["names^8", "about^2", "summary^3", "body^1"]
OF_OTHER_FIELDS = 0.25
WHOLE_NAME = 40.0
BEGINNING = 3.0
PART_OF_WORD = 1.2
OF_BEGINNING = 0.6
SHORTEST_BEGINNING = 3
CODE = 400.0
EVERY_WORD = 14.0
MOST_VALUES = 20
# Elasticsearch counts no further by default, and nobody reads on.
MOST_COUNTED = 10_000


def write_request(*, query: Query, wish: Wish, start: int, size: int, after: str, now: datetime) -> Clause:
    filters = write_filters(wish)
    body: Clause = {
        "query": _weighed(_matching(query), now),
        "size": size,
        "_source": False,
        "docvalue_fields": ["entry"],
        "sort": _order(wish.sort),
        "track_total_hits": MOST_COUNTED,
        "aggs": _facets(filters),
        "suggest": _unknown_words(query),
    }
    if filters:
        body["post_filter"] = {"bool": {"filter": list(filters.values())}}
    position = read_position(after, len(body["sort"]))
    if position is not None:
        body["search_after"] = position
    else:
        body["from_"] = start
    return body


def write_filters(wish: Wish) -> dict[str, Clause]:
    """By the facet that each belongs to."""
    filters: dict[str, Clause] = {}
    for name, field in (
        ("kind", "kind"),
        ("problem", "problem"),
        ("brand", "brand"),
        ("category", "categories"),
    ):
        if value := getattr(wish, name):
            filters[name] = {"term": {field: value}}
    bounds = {"gte": wish.min_price, "lte": wish.max_price}
    asked = {name: float(bound) for name, bound in bounds.items() if bound is not None}
    if asked:
        filters["price"] = {"range": {"price": asked}}
    if wish.in_stock:
        filters["in_stock"] = {"term": {"is_in_stock": True}}
    return filters


def write_position(sort_values: list[Any]) -> str:
    """Where the next page goes on, to stand in an address."""
    return base64.urlsafe_b64encode(json.dumps(sort_values).encode()).decode().rstrip("=")


def read_position(text: str, length: int) -> list[Any] | None:
    """None for whatever was not written for this order."""
    try:
        padded = text.encode() + b"=" * (-len(text) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, binascii.Error, RecursionError):
        return None
    is_ours = (
        isinstance(values, list)
        and len(values) == length
        and all(
            value is None or (isinstance(value, int | float) and not isinstance(value, bool))
            for value in values
        )
        and isinstance(values[-1], int)
        and all(value is None or abs(value) < 2**62 for value in values)
    )
    return values if is_ours else None


def _matching(query: Query) -> Clause:
    wanted: list[Clause] = [_slot(slot, is_last=slot is query.slots[-1]) for slot in query.slots]
    matched: Clause = {
        "bool": {"should": wanted, "minimum_should_match": "2<-1 4<-2" if len(wanted) > 2 else 1}
    }
    others: list[Clause] = [{"term": {"names.whole": {"value": query.text, "boost": WHOLE_NAME}}}]
    if len(wanted) > 1:
        everything = {"bool": {"filter": wanted}}
        others.append({"constant_score": {"filter": everything, "boost": EVERY_WORD * len(wanted)}})
        others.append({"match_phrase_prefix": {"begins": {"query": query.text, "boost": BEGINNING}}})
        others.append(
            {
                "multi_match": {
                    "query": query.text,
                    "type": "phrase",
                    "slop": 2,
                    "fields": ["names^6", "summary^2", "body^1"],
                    "boost": 0.6,
                }
            }
        )
    if not query.code:
        return {"bool": {"must": [matched], "should": others}}
    code = {"constant_score": {"filter": {"prefix": {"codes": query.code}}, "boost": CODE}}
    return {
        "bool": {"should": [{"bool": {"must": [matched], "should": others}}, code], "minimum_should_match": 1}
    }


def _slot(slot: Slot, *, is_last: bool) -> Clause:
    """Only the last word can still be on its way."""
    ways = [_form(form) for form in slot.forms]
    typed = " ".join(slot.typed)
    if is_last:
        ways.append({"match": {"begins": {"query": typed, "operator": "and", "boost": BEGINNING}}})
        ways += [_begun(typed)] if len(typed) >= SHORTEST_BEGINNING else []
    if len(slot.typed) == 1 and len(typed) >= 3 and not is_hangul(typed):
        ways.append({"match_phrase": {"names.parts": {"query": typed, "boost": PART_OF_WORD}}})
    return {"dis_max": {"queries": ways, "tie_breaker": 0.1}}


def _form(form: Form) -> Clause:
    return {
        "multi_match": {
            "query": " ".join(form.words),
            "fields": FIELDS,
            "operator": "and",
            "tie_breaker": OF_OTHER_FIELDS,
            "boost": form.weight,
        }
    }


def _begun(typed: str) -> Clause:
    fields = ["about^2", "summary^3", "body^1"]
    return {
        "multi_match": {
            "query": typed,
            "type": "phrase_prefix",
            "fields": fields,
            "max_expansions": 30,
            "tie_breaker": OF_OTHER_FIELDS,
            "boost": OF_BEGINNING,
        }
    }


def _weighed(matching: Clause, now: datetime) -> Clause:
    weights: list[Clause] = [
        {"filter": {"term": {"kind": kind.value}}, "weight": weight} for kind, weight in KIND_WEIGHTS.items()
    ]
    weights.append({"filter": {"term": {"is_in_stock": False}}, "weight": SOLD_OUT})
    since = (now - FRESH_FOR).isoformat()
    weights.append({"filter": {"range": {"published_at": {"gte": since}}}, "weight": FRESH})
    return {"function_score": {"query": matching, "functions": weights, "score_mode": "multiply"}}


def _order(sort: str) -> list[Clause]:
    """The id last: with it no two stand at the same place."""
    by_score: Clause = {"_score": "desc"}
    firsts: dict[str, Clause] = {
        "newest": {"published_at": {"order": "desc", "missing": "_last"}},
        "price": {"price": {"order": "asc", "missing": "_last"}},
        "-price": {"price": {"order": "desc", "missing": "_last"}},
        "popular": {"sales": {"order": "desc", "missing": "_last"}},
    }
    first = firsts.get(sort)
    return [*([first] if first else []), by_score, {"entry": "asc"}]


def _facets(filters: dict[str, Clause]) -> Clause:
    bands = [
        {name: float(end) for name, end in (("from", lowest), ("to", below)) if end is not None}
        for lowest, below in price_bands()
    ]
    counted: dict[str, Clause] = {
        "kind": {"terms": {"field": "kind", "size": len(Kind)}},
        "problem": {"terms": {"field": "problem_shown", "size": MOST_VALUES}},
        "brand": {"terms": {"field": "brand_shown", "size": MOST_VALUES}},
        "category": {"terms": {"field": "categories_shown", "size": MOST_VALUES}},
        "price": {"range": {"field": "price", "ranges": bands}},
        "in_stock": {"filter": {"term": {"is_in_stock": True}}},
    }
    return {
        name: {
            "filter": {"bool": {"filter": [one for other, one in filters.items() if other != name]}},
            "aggs": {"counted": count},
        }
        for name, count in counted.items()
    }


def letters_of(query: Query) -> str:
    """What was typed as the index compares it for slips, see `search.texts.fold_letters`."""
    return fold_letters(" ".join(split_pieces(query.text)))


def _unknown_words(query: Query) -> Clause:
    """Asks for words that stand nowhere and are near to others."""
    near = {"field": "vocabulary", "suggest_mode": "missing", "size": 1, "min_word_length": 4}
    return {"words": {"text": letters_of(query), "term": near}}
