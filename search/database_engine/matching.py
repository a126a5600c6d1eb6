"""Which entries hold which form of what was typed, and where: one statement, on PostgreSQL or on SQLite."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from search.database_engine.writing import SKU_MARK
from search.queries import Form, Query
from search.texts import cut_hangul, is_hangul

FIELDS = ("names", "about", "summary", "body")
MOST_MATCHES = 3000
# SQLite joins at most 500 selects, and each of these makes one for every field.
MOST_PROBES = 60
SHORTEST_BEGINNING = 2

OF_BEGINNING = 0.6


@dataclass(frozen=True)
class Probe:
    """One thing to look for: the words of a slot's form, the last perhaps only begun, or the beginning of a SKU."""

    slot: int
    words: tuple[str, ...]
    weight: float
    is_beginning: bool = False


# For each entry: for each slot, for each field, the best weight of what was found there.
Matches = dict[int, dict[int, dict[str, float]]]
CODE_SLOT = -1


def make_probes(query: Query) -> list[Probe]:
    probes = []
    for number, slot in enumerate(query.slots):
        probes += [Probe(number, write_tokens_of(form.words), form.weight) for form in slot.forms]
        probes += [
            Probe(number, write_tokens_of(form.words), form.weight * OF_BEGINNING, is_beginning=True)
            for form in slot.forms[:1]
            if number == len(query.slots) - 1 and _can_be_begun(form)
        ]
    if query.code:
        probes.append(Probe(CODE_SLOT, (SKU_MARK + query.code,), 1.0, is_beginning=True))
    return sorted(probes, key=lambda probe: -probe.weight)[:MOST_PROBES]


def find_matches(*, probes: list[Probe]) -> Matches:
    """At most `MOST_MATCHES` entries for each probe: a fall-back does not weigh what half of the shop matches."""
    found: Matches = defaultdict(lambda: defaultdict(dict))
    if not probes:
        return found
    ask = _ask_postgresql if connection.vendor == "postgresql" else _ask_sqlite
    for number, entry_id, field in ask(probes):
        probe = probes[number]
        fields = found[entry_id][probe.slot]
        fields[field] = max(fields.get(field, 0.0), probe.weight)
    return found


def write_tokens_of(words: Iterable[str]) -> tuple[str, ...]:
    """Words as the full text holds them, see `search.texts.write_tokens`; a syllable counts only where it stands alone."""
    return tuple(token for word in words for token in (cut_hangul(word) if is_hangul(word) else [word]))


def _can_be_begun(form: Form) -> bool:
    last = form.words[-1]
    return not is_hangul(last) and len(last) >= SHORTEST_BEGINNING


def _ask_postgresql(probes: list[Probe]):
    """The weight of a lexeme is its field; what needs several fields together counts as the last.

    What is only begun has no stem yet, and may look like a word that tells nothing: *so* of *soap*.
    """
    selects: list[str] = []
    params: list[int | str] = []
    for number, probe in enumerate(probes):
        texts = [_tsquery(probe, weight) for weight in ("A", "B", "C", "")]
        words = "simple" if probe.is_beginning else "english"
        flags = ", ".join([f"tokens @@ to_tsquery('{words}', %s)"] * 3)
        selects.append(
            f"(SELECT %s, entry_id, {flags} FROM search_text"  # noqa: S608 - flags are constants
            f" WHERE tokens @@ to_tsquery('{words}', %s) LIMIT %s)"
        )
        params += [number, *texts, MOST_MATCHES]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        for number, entry_id, *flags in cursor.fetchall():
            held = [field for field, flag in zip(FIELDS, flags, strict=False) if flag]
            for field in held or [FIELDS[-1]]:
                yield number, entry_id, field


def _tsquery(probe: Probe, weight: str) -> str:
    """Pieces are letters and digits only, so nothing in quotes can end them."""
    *firsts, last = probe.words
    marks = [f"'{word}':{weight}" if weight else f"'{word}'" for word in firsts]
    ending = ("*" if probe.is_beginning else "") + weight
    return " & ".join([*marks, f"'{last}':{ending}" if ending else f"'{last}'"])


def _ask_sqlite(probes: list[Probe]):
    selects: list[str] = []
    params: list[int | str] = []
    for number, probe in enumerate(probes):
        words = " AND ".join(f'"{word}"' for word in probe.words) + ("*" if probe.is_beginning else "")
        for field in FIELDS:
            selects.append(
                "SELECT * FROM (SELECT %s, rowid, %s FROM search_text WHERE search_text MATCH %s LIMIT %s)"
            )
            params += [number, field, f"{{{field}}} : ({words})", MOST_MATCHES]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        yield from cursor.fetchall()
