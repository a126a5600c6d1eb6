"""What the answers took, and whether that is within what they may."""

from dataclasses import dataclass
from typing import Any

from bench.measures import find_percentile
from bench.quality_figures import write_table

SECONDS_TO_INDEX = 300
MOST_AGAINST_ENGINE = 2.0
MOST_AGAINST_SMALL = 1.5
MOST_FOR_SUGGESTIONS = 50


@dataclass(frozen=True)
class Stage:
    """The figures of one size of the catalogue, in milliseconds; see `bench.indexing` and `bench.answers`."""

    products: int
    indexing: dict[str, Any]
    pages: list[dict[str, Any]]
    suggestions: list[dict[str, Any]]
    far: dict[str, list[float]]

    @property
    def seconds_to_index(self) -> float:
        """Entries and index; Wagtail's own, which only the admin searches, is no part of it."""
        return self.indexing["seconds"]["entries"] + self.indexing["seconds"].get("index", 0)

    def all_times(self, whose: str) -> list[float]:
        return [time for page in self.pages for time in page[whose]]


def write_speed(stages: list[Stage]) -> str:
    texts = [_indexing(stages)]
    for stage in stages:
        texts += [f"\n{stage.products} products, milliseconds", _pages(stage), "", _others(stage)]
    return "\n".join([*texts, "", *_judge(stages)])


def _indexing(stages: list[Stage]) -> str:
    rows = [["indexing, seconds", "rows", "entries", "index", "both", "Wagtail's own"]]
    for stage in stages:
        seconds = stage.indexing["seconds"]
        both = [seconds["entries"], seconds.get("index", 0), stage.seconds_to_index, seconds["wagtail"]]
        rows.append(
            [f"{stage.products} products", str(stage.indexing["entries"]), *(f"{one:.1f}" for one in both)]
        )
    return write_table(rows)


def _pages(stage: Stage) -> str:
    rows = [["/search/?query=", "found", "site p50", "site p95", "engine p50", "engine p95", "p95 ratio"]]
    for page in stage.pages:
        name = f"{page['what']}: {page['text']}"
        rows.append([name, str(page["found"]), *_against(page["site"], page["engine"])])
    rows.append(["all of them", "", *_against(stage.all_times("site"), stage.all_times("engine"))])
    return write_table(rows)


def _others(stage: Stage) -> str:
    rows = [["", "p50", "p95"]]
    rows += [[f"/search/suggest/?query={one['text']}", *_both(one["site"])] for one in stage.suggestions]
    frequent = next((page for page in stage.pages if page["what"] == "frequent word"), None)
    if stage.far and frequent:
        rows += [[f"{frequent['text']}: {name}", *_both(times)] for name, times in stage.far.items()]
    return write_table(rows)


def _against(site: list[float], engine: list[float]) -> list[str]:
    if not engine:
        return [*_both(site), "", "", ""]
    return [*_both(site), *_both(engine), f"{find_percentile(site, 95) / find_percentile(engine, 95):.1f}"]


def _both(times: list[float]) -> list[str]:
    return [f"{find_percentile(times, percent):.1f}" for percent in (50, 95)]


def _judge(stages: list[Stage]) -> list[str]:
    first, last = stages[0], stages[-1]
    suggested = [time for one in last.suggestions for time in one["site"]]
    site = find_percentile(last.all_times("site"), 95)
    engine = last.all_times("engine")
    judged: list[tuple[str, float, float]] = [
        ("seconds for entries and index", last.seconds_to_index, SECONDS_TO_INDEX),
        ("median of suggestions, ms", find_percentile(suggested, 50), MOST_FOR_SUGGESTIONS),
    ]
    if engine:
        ratio = site / find_percentile(engine, 95)
        judged.append(("p95 of the site against the engine's", ratio, MOST_AGAINST_ENGINE))
    if first is not last:
        grown = site / find_percentile(first.all_times("site"), 95)
        judged.append(
            (f"p95 at {last.products} against {first.products} products", grown, MOST_AGAINST_SMALL)
        )
    return [
        f"{'within' if figure <= most else 'OVER'} the target of {most:g}: {figure:.2f} {name}"
        for name, figure, most in judged
    ]
