from search.database_engine.matching import Probe, find_matches, write_tokens_of
from search.models import Entry
from search.texts import clean_text, is_hangul, split_pieces

LOOKED_AT = 200
NAMES = "names"


def begin_in_database(*, typed: str, most: int) -> list[int]:
    """Ids of entries whose names go on as `typed` begins, those first that begin with it. Two queries."""
    pieces = split_pieces(typed)
    if not pieces:
        return []
    probe = Probe(0, write_tokens_of(pieces), 1.0, is_beginning=not is_hangul(pieces[-1]))
    matches = find_matches(probes=[probe])
    named = [pk for pk, slots in matches.items() if NAMES in slots[0]][:LOOKED_AT]
    rows = Entry.objects.findable().filter(pk__in=named).values_list("pk", "title", "korean_name")
    return [pk for *_order, pk in sorted(_place(row, typed) for row in rows)][:most]


def _place(row: tuple[int, str, str], typed: str) -> tuple[bool, int, int]:
    pk, title, korean_name = row
    begins = any(clean_text(name).startswith(typed) for name in (title, korean_name))
    return not begins, len(title), pk
