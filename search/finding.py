"""One search over stories, brands, problems and products."""

from datetime import datetime

from django.utils.translation import gettext as _

from search.database_engine.searching import search_database
from search.engines import DATABASE, NoAnswer, ask_engines, wanted_source
from search.highlighting import highlight, write_excerpt
from search.index_engine.searching import search_index
from search.models import Entry, Kind, Source
from search.promotions import entries_of, find_promoted
from search.queries import Query, read_query
from search.showing import read_shown
from search.wishes import PER_PAGE, Facets, Found, Hit, Wish
from stories.paging import NoSuchPage


def find(*, wish: Wish, page: int = 1, after: str = "", now: datetime, per_page: int = PER_PAGE) -> Found:
    """The results on a page, with what they can be narrowed down to. A text without a letter or digit finds nothing.

    Asks the index where there is one, and the database when it does not answer. What is unpublished or has no price is
    left out whatever the index says. `after` is `Found.after` of the page before. When the database does not answer either,
    nothing is found, and `Found.is_answered` is False. Raises NoSuchPage.
    """
    query = read_query(wish.text)
    if not query.slots:
        return Found(hits=[], total=0, facets=Facets(), source=wanted_source())
    start = (page - 1) * per_page
    try:
        answer, source = ask_engines(
            index=lambda: search_index(
                query=query, wish=wish, start=start, size=per_page, after=after, now=now
            ),
            database=lambda: search_database(query=query, wish=wish, start=start, size=per_page, now=now),
        )
    except NoAnswer:
        return Found(hits=[], total=0, facets=Facets(), source=DATABASE, is_answered=False)
    if page > 1 and start >= answer.total:
        raise NoSuchPage(_("This list has no such page."))
    promoted = _read_promoted(query) if page == 1 and wish == Wish(text=wish.text) else []
    hits = _read_hits(query=query, promoted=promoted, pks=answer.pks, now=now)
    return Found(
        hits=hits,
        total=max(answer.total, len(hits)),
        facets=answer.facets,
        source=source,
        page=page,
        is_fallback=source != wanted_source(),
        is_total_exact=answer.is_total_exact,
        did_you_mean=answer.did_you_mean,
        after=answer.after,
    )


def _read_promoted(query: Query) -> list[int]:
    sources = find_promoted(text=query.text)
    if not sources:
        return []
    keys = Entry.objects.filter(entries_of(sources)).values_list("pk", "kind", "source_id")
    pks = {Source(kind == Kind.PRODUCT, source_id): pk for pk, kind, source_id in keys}
    return [pks[source] for source in sources if source in pks]


def _read_hits(*, query: Query, promoted: list[int], pks: list[int], now: datetime) -> list[Hit]:
    """What was promoted stands first, and once."""
    shown = read_shown(pks=list(dict.fromkeys([*promoted, *pks])), now=now)
    return [
        Hit(
            **vars(one),
            title=highlight(text=one.entry.title, query=query),
            excerpt=write_excerpt(entry=one.entry, query=query),
            is_promoted=one.entry.pk in promoted,
        )
        for one in shown
    ]
