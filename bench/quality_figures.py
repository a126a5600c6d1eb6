"""What the judged queries came to, and whether it is enough."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from bench.judged import read_answers

Measured = dict[str, Any]

INDEX = "Elasticsearch"
LEAST_OF_INDEX = 0.90
LEAST_OF_FALL_BACK = 0.75


def write_quality(measured: list[Measured]) -> str:
    """A table: nDCG@10 over all queries, by kind of query, and milliseconds a query."""
    kinds = _queries_by_kind()
    heads = ["nDCG@10", "all", *kinds, "ms"]
    rows = [heads]
    for one in measured:
        means = [mean_of(one, queries) for queries in ({*one["scores"]}, *kinds.values())]
        rows.append(
            [
                f"{one['engine']}, {one['whose']}",
                *(f"{mean:.3f}" for mean in means),
                f"{one['milliseconds']:.0f}",
            ]
        )
    return write_table(rows)


def find_shortcomings(measured: list[Measured]) -> list[str]:
    """What is not good enough: the index, each database, and ours against Wagtail's own."""
    means = {(one["engine"], one["whose"]): mean_of(one, one["scores"]) for one in measured}
    found = []
    for (engine, whose), mean in means.items():
        if whose != "ours":
            continue
        least = LEAST_OF_INDEX if engine == INDEX else LEAST_OF_FALL_BACK
        if mean < least:
            found.append(f"{engine}: nDCG@10 is {mean:.3f}, and has to be {least:.2f}.")
        if mean <= means[engine, "stock"]:
            found.append(f"{engine}: the stock search is as good: {means[engine, 'stock']:.3f}.")
    return found


def mean_of(one: Measured, queries: Iterable[str]) -> float:
    scores = [one["scores"][query] for query in queries]
    return sum(scores) / len(scores)


def write_table(rows: list[list[str]]) -> str:
    """Markdown, the columns of figures to the right."""
    heads, *others = rows
    rule = ["---", *("---:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, rule, *others])


def _queries_by_kind() -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for answer in read_answers():
        kinds[answer.kind].add(answer.query)
    return kinds
