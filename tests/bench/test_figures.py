import pytest

from bench.judged import read_answers
from bench.quality_figures import find_shortcomings, write_quality
from bench.speed_figures import Stage, write_speed

QUERIES = {answer.query for answer in read_answers()}


def measured(engine, whose, score):
    return {"engine": engine, "whose": whose, "scores": dict.fromkeys(QUERIES, score), "milliseconds": 3.2}


def of_engine(engine, *, ours, stock=0.5):
    return [
        measured(engine, "ours", ours),
        measured(engine, "ours without synonyms", 0.1),
        measured(engine, "stock", stock),
    ]


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (of_engine("Elasticsearch", ours=0.91) + of_engine("SQLite", ours=0.76), []),
        (
            of_engine("Elasticsearch", ours=0.89),
            ["Elasticsearch: nDCG@10 is 0.890, and has to be 0.90."],
        ),
        (of_engine("PostgreSQL", ours=0.74), ["PostgreSQL: nDCG@10 is 0.740, and has to be 0.75."]),
        (of_engine("SQLite", ours=0.8, stock=0.8), ["SQLite: the stock search is as good: 0.800."]),
    ],
    ids=["enough", "the index is not good enough", "a database is not", "no better than the stock search"],
)
def test_what_is_not_good_enough(figures, said):
    assert find_shortcomings(figures) == said


def test_the_table_of_quality():
    heads, _rule, ours, *_others = write_quality(of_engine("SQLite", ours=0.8)).splitlines()
    assert heads == "| nDCG@10 | all | english | korean | mixed | prefix | misspelt | synonym | sku | ms |"
    assert ours == f"| SQLite, ours |{' 0.800 |' * 8} 3 |"


def stage(products, *, site, engine, seconds):
    page = {"what": "English", "text": "soap", "found": 7, "site": [site] * 3, "engine": [engine] * 3}
    suggestion = {"what": "suggestions", "text": "so", "found": 8, "site": [51.0], "engine": []}
    indexing = {"seconds": {"wagtail": 9.0, "entries": seconds, "index": 1.0}, "entries": products}
    return Stage(products=products, indexing=indexing, pages=[page], suggestions=[suggestion], far={})


def test_speed_is_held_against_its_targets():
    stages = [
        stage(1000, site=20.0, engine=10.0, seconds=2),
        stage(5000, site=31.0, engine=15.0, seconds=299),
    ]
    assert write_speed(stages).splitlines()[-4:] == [
        "within the target of 300: 300.00 seconds for entries and index",
        "OVER the target of 50: 51.00 median of suggestions, ms",
        "OVER the target of 2: 2.07 p95 of the site against the engine's",
        "OVER the target of 1.5: 1.55 p95 at 5000 against 1000 products",
    ]
