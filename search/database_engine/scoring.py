"""How well an entry answers: rare words count more (the inverse document frequency of BM25), names more than bodies."""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from search.database_engine.matching import CODE_SLOT, Matches
from search.models import Entry
from search.queries import Query
from search.texts import clean_text
from search.wishes import FRESH, FRESH_FOR, KIND_WEIGHTS, SOLD_OUT

FIELD_WEIGHTS = {"names": 8.0, "about": 2.5, "summary": 3.0, "body": 1.2}
OF_OTHER_FIELDS = 0.25
CODE_SCORE = 60.0
WHOLE_NAME = 14.0
BEGINNING_OF_NAME = 5.0
MISSING_SLOT = 0.55
MOST_CANDIDATES = 2000

LIGHT_FIELDS = [
    "pk",
    "kind",
    "source_id",
    "title",
    "korean_name",
    "brand",
    "brand_title",
    "problem",
    "problem_title",
    "categories",
    "price",
    "is_in_stock",
    "sales",
    "published_at",
]


@dataclass(frozen=True)
class Candidate:
    pk: int
    kind: str
    brand: tuple[str, str]
    problem: tuple[str, str]
    categories: tuple[tuple[str, str], ...]
    price: Decimal | None
    is_in_stock: bool | None
    sales: int
    published_at: datetime | None
    score: float


def score_matches(*, matches: Matches, query: Query, total: int, now: datetime) -> list[Candidate]:
    """The best first, at most `MOST_CANDIDATES`. `total` is how many entries there are; one query."""
    rarity = _rarity(matches, total)
    scores = {pk: _score(slots, rarity, len(query.slots)) for pk, slots in matches.items()}
    best = sorted(scores, key=lambda pk: (-scores[pk], pk))[:MOST_CANDIDATES]
    rows = Entry.objects.findable().filter(pk__in=best).values(*LIGHT_FIELDS)
    candidates = [_candidate(row, scores[row["pk"]], query, now) for row in rows]
    return sorted(candidates, key=lambda one: (-one.score, one.pk))


def _rarity(matches: Matches, total: int) -> dict[int, float]:
    held = Counter(slot for slots in matches.values() for slot in slots)
    # The count may be of before a great import: what everything holds is worth little, never less than nothing.
    total = max(total, len(matches))
    return {slot: math.log(1 + (total - n + 0.5) / (n + 0.5)) for slot, n in held.items()}


def _score(slots: dict[int, dict[str, float]], rarity: dict[int, float], wanted: int) -> float:
    score, matched = 0.0, 0
    for slot, fields in slots.items():
        if slot == CODE_SLOT:
            score += CODE_SCORE
            continue
        matched += 1
        worth = sorted((FIELD_WEIGHTS[field] * weight for field, weight in fields.items()), reverse=True)
        score += rarity[slot] * (worth[0] + OF_OTHER_FIELDS * sum(worth[1:]))
    return score * MISSING_SLOT ** max(0, wanted - matched)


def _candidate(row: dict[str, Any], score: float, query: Query, now: datetime) -> Candidate:
    score += _worth_of_name(row, query.text)
    score *= KIND_WEIGHTS.get(row["kind"], 1.0)
    if row["published_at"] and row["published_at"] >= now - FRESH_FOR:
        score *= FRESH
    if row["is_in_stock"] is False:
        score *= SOLD_OUT
    shelves = tuple((shelf["slug"], shelf["title"]) for shelf in row["categories"])
    return Candidate(
        pk=row["pk"],
        kind=row["kind"],
        brand=(row["brand"], row["brand_title"]),
        problem=(row["problem"], row["problem_title"]),
        categories=shelves,
        price=row["price"],
        is_in_stock=row["is_in_stock"],
        sales=row["sales"],
        published_at=row["published_at"],
        score=score,
    )


def _worth_of_name(row: dict[str, Any], text: str) -> float:
    names = [clean_text(row["title"]), clean_text(row["korean_name"])]
    if text in names or text.replace(" ", "") in [name.replace(" ", "") for name in names]:
        return WHOLE_NAME
    return BEGINNING_OF_NAME if any(name.startswith(text) for name in names) else 0.0
