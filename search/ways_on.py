"""Where a reader goes on who has not asked yet, or found nothing."""

from dataclasses import dataclass

from brands.models import BrandStoryPage
from problems.models import ProblemPage

NEWEST_STORIES = 3


@dataclass(frozen=True)
class WaysOn:
    rooms: list[ProblemPage]
    stories: list[BrandStoryPage]


def read_ways_on() -> WaysOn:
    """The rooms in the editors' order, the newest stories as cards."""
    rooms = ProblemPage.objects.live().public().order_by("path").defer_streamfields()
    stories = BrandStoryPage.objects.live().public().newest_first()[:NEWEST_STORIES]
    return WaysOn(rooms=list(rooms), stories=stories.as_cards())
