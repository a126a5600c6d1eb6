from stories.models.images import MuseumImage, MuseumRendition
from stories.models.kept_apart import KeepsColumnsApart
from stories.models.page import MuseumPage, MuseumPageQuerySet
from stories.models.reads import DailyReads, MovedReads
from stories.models.story import StoryPage
from stories.models.timestamps import TimeStamped

__all__ = [
    "DailyReads",
    "KeepsColumnsApart",
    "MovedReads",
    "MuseumImage",
    "MuseumPage",
    "MuseumPageQuerySet",
    "MuseumRendition",
    "StoryPage",
    "TimeStamped",
]
