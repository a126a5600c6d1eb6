"""What was typed, taken apart: one slot for each thing that is looked for, each with the ways of saying it."""

from dataclasses import dataclass
from itertools import chain

from django.core.cache import cache

from search.models import Synonym
from search.models.synonym import MOST_WORDS, split_words
from search.texts import LONGEST_TEXT, MOST_TERMS, clean_text, fold_code, is_hangul, split_pieces

SYNONYMS_KEY = "search:synonyms"
SYNONYMS_SECONDS = 30
SHORTEST_CODE = 6
LONGEST_PHRASE = 4
LONGEST_PIECE = 60

OF_SYNONYM = 0.75
OF_STEM = 0.9

STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    ]
)
# After a noun, from the longest: what it is in the sentence.
PARTICLES = [
    "에서는",
    "에게서",
    "으로는",
    "이라는",
    "에서",
    "에게",
    "으로",
    "까지",
    "부터",
    "처럼",
    "보다",
    "이나",
    "라는",
    "와의",
    "과의",
    "하는",
    "한테",
    "의",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "에",
    "로",
    "와",
    "과",
    "도",
    "만",
]

Words = tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """One way of saying it: all of the words. `weight` is 1 for what was typed."""

    words: Words
    weight: float = 1.0


@dataclass(frozen=True)
class Slot:
    typed: Words
    forms: tuple[Form, ...]


@dataclass(frozen=True)
class Query:
    """`text` as it is compared; `code` is what a SKU may begin with, empty when it is too short for one."""

    text: str
    slots: tuple[Slot, ...]
    code: str


def read_query(text: str) -> Query:
    """Never fails; nothing but signs has no slots."""
    # Single characters can stand for eighteen, and an index compares every three letters of a word.
    text = clean_text(text)[:LONGEST_TEXT]
    pieces = [piece[:LONGEST_PIECE] for piece in split_pieces(text)[:MOST_TERMS]]
    telling = [piece for piece in pieces if piece not in STOP_WORDS] or pieces
    synonyms = read_synonyms() if telling else {}
    slots = []
    while telling:
        length = next(
            (n for n in range(min(LONGEST_PHRASE, len(telling)), 1, -1) if tuple(telling[:n]) in synonyms), 1
        )
        slots.append(_slot(tuple(telling[:length]), synonyms))
        telling = telling[length:]
    code = fold_code(text)
    return Query(text, tuple(slots), code if len(code) >= SHORTEST_CODE else "")


def read_synonyms() -> dict[Words, tuple[Words, ...]]:
    """For each word or phrase of the editor's lists, what is looked for too."""
    return cache.get_or_set(SYNONYMS_KEY, _collect_synonyms, SYNONYMS_SECONDS) or {}


def drop_synonyms() -> None:
    cache.delete(SYNONYMS_KEY)


def _collect_synonyms() -> dict[Words, tuple[Words, ...]]:
    found: dict[Words, list[Words]] = {}
    for synonym in Synonym.objects.all():
        words = [tuple(split_pieces(part)) for part in split_words(synonym.words)]
        finds = [tuple(split_pieces(part)) for part in split_words(synonym.finds)] or words
        for phrase in filter(None, words):
            found.setdefault(phrase, []).extend(other for other in finds if other and other != phrase)
    return {phrase: tuple(dict.fromkeys(others))[:MOST_WORDS] for phrase, others in found.items()}


def _slot(typed: Words, synonyms: dict[Words, tuple[Words, ...]]) -> Slot:
    said = [typed, *_stems(typed)]
    forms = [Form(words, 1.0 if words == typed else OF_STEM) for words in said]
    others = chain.from_iterable(synonyms.get(words, ()) for words in [*said, *_singular(typed)])
    forms += [Form(words, OF_SYNONYM) for words in dict.fromkeys(others) if words not in said]
    return Slot(typed, tuple(forms))


def _stems(typed: Words) -> list[Words]:
    """A Korean noun without what is tied to its end."""
    last = typed[-1]
    if not is_hangul(last):
        return []
    ending = next((p for p in PARTICLES if last.endswith(p) and len(last) - len(p) >= 2), None)
    return [(*typed[:-1], last.removesuffix(ending))] if ending else []


def _singular(typed: Words) -> list[Words]:
    """Synonyms are kept for one of a thing, and are typed for several."""
    last = typed[-1]
    return [(*typed[:-1], last[:-1])] if last.endswith("s") and len(last) > 3 else []
