from math import log2

import pytest

from bench.measures import find_percentile, measure_ndcg, merge_in_turn

GRADES = {"a": 3, "b": 2, "c": 1}


@pytest.mark.parametrize(
    ("ranked", "worth"),
    [
        (["a", "b", "c"], 1),
        ([], 0),
        (["x", "y"], 0),
        (["c", "b", "a"], (1 + 3 / log2(3) + 7 / 2) / (7 + 3 / log2(3) + 1 / 2)),
        (["x", "a"], (7 / log2(3)) / (7 + 3 / log2(3) + 1 / 2)),
    ],
    ids=["the best order", "nothing", "only what nobody judged", "the wrong way round", "one place down"],
)
def test_ndcg(ranked, worth):
    assert measure_ndcg(ranked=ranked, grades=GRADES) == pytest.approx(worth)


def test_ndcg_ends_at_the_tenth_and_so_does_its_ideal():
    grades = dict.fromkeys(range(12), 3)
    assert measure_ndcg(ranked=list(range(12)), grades=grades) == 1
    assert measure_ndcg(ranked=[*"abcdefghij", 1], grades=grades) == 0


def test_ndcg_of_a_query_without_answers():
    assert measure_ndcg(ranked=["a"], grades={}) == 0


@pytest.mark.parametrize(("percent", "value"), [(50, 3), (95, 5), (100, 5), (20, 1), (0, 1)])
def test_percentiles_by_nearest_rank(percent, value):
    assert find_percentile([5, 1, 4, 2, 3], percent) == value


def test_rows_are_merged_in_turn():
    assert merge_in_turn("abc", "x", "") == ["a", "x", "b", "c"]
