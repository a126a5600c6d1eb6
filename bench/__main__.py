"""python -m bench: quality and speed of the search. Exit 1 when the answers are worse than they have to be, see docs/benchmarks.md."""

import argparse
import os
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.places import POSTGRESQL, Place, databases, has_index, open_place
from bench.quality_figures import Measured, find_shortcomings, write_quality
from bench.speed_figures import Stage, write_speed

FIRST_SIZE = 1000
STORIES = 1000


def main() -> int:
    chosen = _read_arguments()
    _say(_describe_machine())
    measured, stages = [], []
    with TemporaryDirectory(prefix="bench-") as name:
        for database in databases():
            # The index is the same over either database, and measured once; so is what readers wait for.
            is_last = database == databases()[-1]
            if chosen.only == "speed" and not is_last:
                continue
            with open_place(database=database, folder=Path(name)) as place:
                if chosen.only != "speed":
                    measured += _measure_quality(place, with_index=is_last)
                if chosen.only != "quality" and is_last:
                    stages = _measure_speed(place, chosen.size)
    for text in ([write_quality(measured)] if measured else []) + ([write_speed(stages)] if stages else []):
        _say(f"\n{text}")
    shortcomings = find_shortcomings(measured)
    for text in shortcomings:
        _say(f"FAILED: {text}")
    return 1 if shortcomings else 0


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures the search.")
    parser.add_argument(
        "--size", type=int, default=4000, metavar="N", help="products in the larger catalogue"
    )
    parser.add_argument("--only", choices=["quality", "speed"])
    return parser.parse_args()


def _measure_quality(place: Place, *, with_index: bool) -> list[Measured]:
    _say(f"Loading the demo museum into {place.database} …")
    without_index = {"ELASTICSEARCH_URL": ""}
    place.manage("load_demo", "--picture-scale", "0.3", **without_index)
    variables = {} if with_index else without_index
    place.manage("update_index", "--verbosity", "0", **variables)
    _say("Asking what readers ask …")
    return place.ask("quality", SEARCH_TIMEOUT_MS="8000", **variables)


def _measure_speed(place: Place, size: int) -> list[Stage]:
    """Beside the demo museum, where that is."""
    stages = []
    for products in sorted({min(FIRST_SIZE, size), size}):
        _say(f"Seeding {products} products and {STORIES} stories into {place.database} …")
        numbers = ["--products", str(products), "--stories", str(STORIES)]
        place.manage("seed_catalogue", *numbers, "--seed", "1", ELASTICSEARCH_URL="")
        _say("Writing entries and index …")
        indexing = place.ask("indexing")
        with place.serving() as url:
            _say("Asking the site …")
            stages.append(Stage(products=products, indexing=indexing, **place.ask("answers", url)))
    return stages


def _describe_machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    lacks = [
        name
        for name, is_there in ((POSTGRESQL, POSTGRESQL in databases()), ("Elasticsearch", has_index()))
        if not is_there
    ]
    machine = f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, load {load}"
    return machine + (f"\nNot measured, because it is not set: {', '.join(lacks)}" if lacks else "")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
