"""What readers type, and what they should find in the demo museum: `tests/search/judged.tsv`."""

from pathlib import Path
from typing import NamedTuple

COLUMNS = ["query", "kind", "type", "slug", "grade"]
FILE = Path(__file__).resolve().parent.parent / "tests" / "search" / "judged.tsv"


class Answer(NamedTuple):
    query: str
    kind: str
    type: str
    slug: str
    grade: int


def read_answers() -> list[Answer]:
    lines = [
        line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    if lines[0] != COLUMNS:
        raise ValueError(f"{FILE.name} begins with {lines[0]}, not with {COLUMNS}")
    return [Answer(query, kind, type_, slug, int(grade)) for query, kind, type_, slug, grade in lines[1:]]
