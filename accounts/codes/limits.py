"""How often a one-time code may be asked for."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

GAP_SECONDS = 60
MOST_A_DAY = 10
DAY_SECONDS = 86_400


class AskedTooOften(Exception, ABC):
    """Its text may be shown; `wait` is in seconds, at least 1."""

    def __init__(self, *, wait: int):
        self.wait = wait
        super().__init__(self.text())

    @abstractmethod
    def text(self) -> str:
        """For people."""


class TooSoon(AskedTooOften):
    """The last code was asked for a moment ago."""

    def text(self) -> str:
        told = ngettext(
            "Please wait %(seconds)s second before you ask for another code.",
            "Please wait %(seconds)s seconds before you ask for another code.",
            self.wait,
        )
        return told % {"seconds": self.wait}


class TooMany(AskedTooOften):
    """The hour's or the day's codes are used up."""

    def text(self) -> str:
        minutes = math.ceil(self.wait / 60)
        if minutes < 120:
            told = ngettext(
                "That was too often. You can ask for another code in %(minutes)s minute.",
                "That was too often. You can ask for another code in %(minutes)s minutes.",
                minutes,
            )
            return told % {"minutes": minutes}
        return _("That was too often. You can ask for another code in %(hours)s hours.") % {
            "hours": math.ceil(minutes / 60)
        }


def ensure_may_ask(*, askings: Iterable[list[float]], now: float, limit: tuple[int, int]) -> None:
    """Looks at the times of each who is counted; `limit` is so many in so many seconds, besides one a minute and ten a day.

    All times in seconds since 1970. Raises TooSoon or TooMany, whichever takes longer.
    """
    gap, more = 0.0, 0.0
    for times in askings:
        gap = max(gap, _frees_in(times, now, 1, GAP_SECONDS))
        more = max(more, _frees_in(times, now, *limit), _frees_in(times, now, MOST_A_DAY, DAY_SECONDS))
    if max(gap, more) <= 0:
        return
    wait = math.ceil(max(gap, more))
    raise TooSoon(wait=wait) if gap >= more else TooMany(wait=wait)


def still_counted(times: list[float], *, now: float, limit: tuple[int, int]) -> list[float]:
    """Those of the times that any limit looks at."""
    return [at for at in times if at > now - longest_seconds(limit)]


def longest_seconds(limit: tuple[int, int]) -> int:
    return max(DAY_SECONDS, limit[1])


def _frees_in(times: list[float], now: float, most: int, seconds: int) -> float:
    """Seconds until one more is within `most` in any `seconds`; 0 or less when it is already."""
    if len(times) < most:
        return 0
    return sorted(times)[-most] + seconds - now
