from typing import Any

from search.index_engine.searching import ask
from search.texts import fold_code, fold_letters, is_hangul


def begin_in_index(*, typed: str, most: int) -> list[int]:
    """Ids of entries whose names go on as `typed` begins, or nearly. Raises IndexAway."""
    return ask(
        {
            "query": {"bool": {"should": _ways(typed), "minimum_should_match": 1}},
            "size": most,
            "_source": False,
            "docvalue_fields": ["entry"],
            "sort": [{"_score": "desc"}, {"entry": "asc"}],
            "track_total_hits": False,
        },
        read=lambda found: [hit["fields"]["entry"][0] for hit in found["hits"]["hits"]],
    )


def _ways(typed: str) -> list[dict[str, Any]]:
    ways: list[dict[str, Any]] = [
        {"prefix": {"names.whole": {"value": typed, "boost": 4.0}}},
        {"match": {"begins": {"query": typed, "operator": "and", "boost": 2.0}}},
        {"prefix": {"codes": {"value": fold_code(typed) or typed, "boost": 2.0}}},
    ]
    letters = fold_letters(typed)
    if len(letters) >= 4:
        slip = {"query": letters, "fuzziness": 1, "prefix_length": 1, "operator": "and", "boost": 0.5}
        ways.append({"match": {"letters": slip}})
    if is_hangul(typed[-1]) and len(typed) > 1:
        ways.append({"match": {"names": {"query": typed, "operator": "and", "boost": 1.0}}})
    return ways
