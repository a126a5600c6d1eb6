"""What the index keeps of an entry, and how its words are read."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from modelsearch.backends.elasticsearch8 import Elasticsearch8Mapping

from search.models import Entry
from search.texts import fold_code, fold_letters, join_hangul, split_pieces

SETTINGS: dict[str, Any] = {
    "index": {"number_of_shards": 1, "number_of_replicas": 0, "max_ngram_diff": 20},
    "analysis": {
        "filter": {
            # After Lucene's CJKAnalyzer; single syllables too, because one can be a word: 감, a persimmon.
            "pairs_and_singles": {"type": "cjk_bigram", "output_unigrams": True},
            "pairs": {"type": "cjk_bigram"},
            "english": {"type": "stemmer", "language": "english"},
            "english_possessive": {"type": "stemmer", "language": "possessive_english"},
            "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": 20},
        },
        "tokenizer": {
            # As a tokenizer: its parts stand one behind the other, and can be asked for in a row.
            "parts": {"type": "ngram", "min_gram": 3, "max_gram": 3, "token_chars": ["letter", "digit"]},
        },
        "normalizer": {
            "whole": {"type": "custom", "filter": ["lowercase", "asciifolding"]},
        },
        "analyzer": {
            "words": {
                "tokenizer": "standard",
                "filter": [
                    "cjk_width",
                    "english_possessive",
                    "lowercase",
                    "asciifolding",
                    "english",
                    "pairs_and_singles",
                ],
            },
            "words_typed": {
                "tokenizer": "standard",
                "filter": [
                    "cjk_width",
                    "english_possessive",
                    "lowercase",
                    "asciifolding",
                    "english",
                    "pairs",
                ],
            },
            "beginnings": {
                "tokenizer": "whitespace",
                "filter": ["cjk_width", "lowercase", "asciifolding", "beginnings"],
            },
            "stems": {"tokenizer": "whitespace", "filter": ["lowercase", "asciifolding", "english"]},
            "plain": {"tokenizer": "whitespace", "filter": ["cjk_width", "lowercase", "asciifolding"]},
            "parts": {"tokenizer": "parts", "filter": ["cjk_width", "lowercase", "asciifolding"]},
        },
    },
}

_WORDS = {"type": "text", "analyzer": "words", "search_analyzer": "words_typed"}
_KEYWORD = {"type": "keyword"}

PROPERTIES: dict[str, Any] = {
    "names": _WORDS
    | {
        "fields": {
            "whole": {"type": "keyword", "normalizer": "whole", "ignore_above": 300},
            "parts": {"type": "text", "analyzer": "parts"},
        }
    },
    "begins": {"type": "text", "analyzer": "beginnings", "search_analyzer": "plain", "norms": False},
    # Names by their letters, Hangul by its jamo: what was mistyped differs from it in one or two.
    "letters": {"type": "text", "analyzer": "plain", "norms": False},
    "vocabulary": {"type": "text", "analyzer": "stems", "norms": False},
    "about": _WORDS,
    "summary": _WORDS,
    "body": _WORDS,
    "codes": _KEYWORD,
    "kind": _KEYWORD,
    "brand": _KEYWORD,
    "brand_shown": _KEYWORD,
    "problem": _KEYWORD,
    "problem_shown": _KEYWORD,
    "categories": _KEYWORD,
    "categories_shown": _KEYWORD,
    "price": {"type": "double"},
    "is_in_stock": {"type": "boolean"},
    "sales": {"type": "integer"},
    "published_at": {"type": "date"},
    "entry": {"type": "long"},
}
SEPARATOR = "|"


class EntryMapping(Elasticsearch8Mapping):
    """Of one model, written by hand: results of four kinds are weighed against each other, so they share their fields."""

    def get_mapping(self) -> dict[str, Any]:
        return {"dynamic": "strict", "_meta": {"shape": SHAPE}, "properties": PROPERTIES}

    def get_document_id(self, obj: Entry) -> str:
        return obj.key

    def get_document(self, obj: Entry) -> dict[str, Any]:
        names = [obj.title, *filter(None, [obj.korean_name, join_hangul(obj.korean_name)])]
        shelves = obj.categories
        return {
            "names": list(dict.fromkeys(names)),
            "begins": list(dict.fromkeys(names)),
            "letters": _letters(names),
            "vocabulary": _letters([*names, obj.about, obj.summary, obj.body]),
            "about": [obj.about, join_hangul(obj.about)],
            "summary": obj.summary,
            "body": obj.body,
            "codes": [fold_code(sku) for sku in obj.skus],
            "kind": obj.kind,
            "brand": obj.brand or None,
            "brand_shown": _shown(obj.brand, obj.brand_title),
            "problem": obj.problem or None,
            "problem_shown": _shown(obj.problem, obj.problem_title),
            "categories": [shelf["slug"] for shelf in shelves],
            "categories_shown": [_shown(shelf["slug"], shelf["title"]) for shelf in shelves],
            "price": None if obj.price is None else float(obj.price),
            "is_in_stock": obj.is_in_stock,
            "sales": obj.sales,
            "published_at": obj.published_at and obj.published_at.isoformat(),
            "entry": obj.pk,
        }


def _letters(texts: Iterable[str]) -> str:
    return fold_letters(" ".join(split_pieces(" ".join(texts))))


def _shown(slug: str, title: str) -> str | None:
    """A value with its title, so that what is counted can be printed."""
    return f"{slug}{SEPARATOR}{title}" if slug else None


# An index of another shape is built anew.
SHAPE = hashlib.sha256(json.dumps([SETTINGS, PROPERTIES], sort_keys=True).encode()).hexdigest()[:12]
