"""The full text beside the entries: PostgreSQL's tsvector or SQLite's FTS5, of words cut up by `search.texts`."""

from collections.abc import Iterable

from django.db import connection

from search.models import Entry, Word
from search.texts import fold_code, fold_letters, join_hangul, split_pieces, write_tokens

LONGEST_WORD = 40
WORDS_AT_ONCE = 1000
# PostgreSQL's tsvector ends at a megabyte, and nobody looks for the end of a book.
LONGEST_BODY = 200_000
SKU_MARK = "sku"

Row = tuple[int, str, str, str, str]

# Names as they are written too: whoever types *the salt r* means the first word as well, and has not ended the last.
_POSTGRESQL = """
    INSERT INTO search_text (entry_id, tokens)
    VALUES (%s, setweight(to_tsvector('english', %s) || to_tsvector('simple', %s), 'A') || setweight(to_tsvector('english', %s), 'B')
        || setweight(to_tsvector('english', %s), 'C') || setweight(to_tsvector('english', %s), 'D'))
    ON CONFLICT (entry_id) DO UPDATE SET tokens = EXCLUDED.tokens
"""
_SQLITE = "INSERT INTO search_text (rowid, names, about, summary, body) VALUES (%s, %s, %s, %s, %s)"


def write_texts(*, entries: Iterable[Entry]) -> None:
    """Entries that were just written, with their ids."""
    entries = list(entries)
    rows = [_row(entry) for entry in entries]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(_POSTGRESQL, [(pk, texts[0], *texts) for pk, *texts in rows])
        else:
            cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [row[:1] for row in rows])
            cursor.executemany(_SQLITE, rows)
    write_words(entries=entries)


def forget_texts(*, entries: Iterable[Entry]) -> None:
    name = "entry_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM search_text WHERE {name} = %s", [(entry.pk,) for entry in entries])  # noqa: S608 - one of two names


def write_words(*, entries: Iterable[Entry]) -> None:
    """The words of names and summaries, which those who mistype them meant."""
    words = sorted({word for entry in entries for text in _named(entry) for word in _words_of(text)})
    for start in range(0, len(words), WORDS_AT_ONCE):
        some = words[start : start + WORDS_AT_ONCE]
        known = set(Word.objects.filter(word__in=some).values_list("word", flat=True))
        new = ((word, fold_letters(word)) for word in some if word not in known)
        Word.objects.bulk_create(
            (Word(word=word, folded=folded[:120], length=len(folded)) for word, folded in new if folded),
            ignore_conflicts=True,
        )


def forget_words() -> int:
    """Those that stand in no entry any more; how many."""
    fields = ("title", "korean_name", "about", "summary")
    rows = Entry.objects.findable().only(*fields).iterator(chunk_size=WORDS_AT_ONCE)
    said = {word for entry in rows for text in _named(entry) for word in _words_of(text)}
    gone = [pk for pk, word in Word.objects.values_list("pk", "word") if word not in said]
    for start in range(0, len(gone), WORDS_AT_ONCE):
        Word.objects.filter(pk__in=gone[start : start + WORDS_AT_ONCE]).delete()
    return len(gone)


def _named(entry: Entry) -> tuple[str, ...]:
    joined = (join_hangul(text) for text in (entry.korean_name, entry.about))
    return entry.title, entry.korean_name, entry.about, entry.summary, *joined


def _words_of(text: str) -> list[str]:
    return [word for word in split_pieces(text) if 1 < len(word) <= LONGEST_WORD and not word.isdigit()]


def _row(entry: Entry) -> Row:
    names = [entry.title, entry.korean_name, join_hangul(entry.korean_name)]
    skus = (SKU_MARK + fold_code(sku) for sku in entry.skus)
    return (
        entry.pk,
        " ".join([*(write_tokens(name) for name in names), *skus, write_tokens(" ".join(entry.skus))]),
        write_tokens(f"{entry.about}\n{join_hangul(entry.about)}"),
        write_tokens(entry.summary),
        write_tokens(entry.body[:LONGEST_BODY]),
    )
