from search.models.asked import AskedText, OpenedResult
from search.models.changes import Change, IndexState
from search.models.entry import Entry, Kind, Source
from search.models.promotion import Promotion
from search.models.synonym import Synonym
from search.models.word import Word

__all__ = [
    "AskedText",
    "Change",
    "Entry",
    "IndexState",
    "Kind",
    "OpenedResult",
    "Promotion",
    "Source",
    "Synonym",
    "Word",
]
