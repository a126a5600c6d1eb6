"""What a reader may mean while she is still typing."""

from dataclasses import dataclass
from datetime import datetime

from search.database_engine.beginnings import begin_in_database
from search.engines import ask_engines
from search.index_engine.beginnings import begin_in_index
from search.showing import read_shown
from search.texts import LONGEST_TEXT, clean_text

MOST = 8


@dataclass(frozen=True)
class Suggestion:
    kind: str
    title: str
    korean_name: str
    url: str
    source_id: int


def suggest(*, text: str, now: datetime) -> list[Suggestion]:
    """Names that go on as the text begins, the best first, at most eight. Nothing for nothing, or for too much.

    Raises NoAnswer.
    """
    typed = clean_text(text)
    if not typed or len(typed) > LONGEST_TEXT:
        return []
    pks, _source = ask_engines(
        index=lambda: begin_in_index(typed=typed, most=MOST),
        database=lambda: begin_in_database(typed=typed, most=MOST),
    )
    return [
        Suggestion(entry.kind, entry.title, entry.korean_name, entry.url, entry.source_id)
        for entry in (one.entry for one in read_shown(pks=pks, now=now))
    ]
