"""`judged.tsv`: what readers type, and what they should find in the demo museum.

It was judged by reading all of the demo content, before any search engine was tuned, and is the measure
for tuning one: a grade is changed because the content has changed or was misread, not because an engine
finds something else. 3 is exactly what was meant, 2 clearly belongs, 1 is somewhat related; what is not
listed is 0.
"""

from collections import Counter
from itertools import groupby

from bench.judged import read_answers
from home.demo.content import read_content

KINDS = {"english", "korean", "mixed", "prefix", "misspelt", "synonym", "sku"}
CONTENT = read_content()
ANSWERS = read_answers()
PUBLISHED = [product for product in CONTENT.products if product.published]


def kinds_of_queries():
    return {answer.query: answer.kind for answer in ANSWERS}


def as_one_word(text):
    return "".join(character for character in text.upper() if character.isalnum())


def test_120_queries():
    assert len({answer.query.strip().casefold() for answer in ANSWERS}) == 120
    assert len(kinds_of_queries()) == 120


def test_the_answers_of_a_query_stand_together():
    assert len(list(groupby(ANSWERS, key=lambda answer: (answer.query, answer.kind)))) == 120


def test_every_kind_of_query():
    counts = Counter(kinds_of_queries().values())
    assert set(counts) == KINDS
    assert min(counts.values()) >= 8


def test_no_answer_is_judged_twice():
    counts = Counter((answer.query, answer.type, answer.slug) for answer in ANSWERS)
    assert [judged for judged, times in counts.items() if times > 1] == []


def test_grades():
    assert {answer.grade for answer in ANSWERS} == {1, 2, 3}


def test_for_every_query_there_is_what_was_meant():
    assert {answer.query for answer in ANSWERS if answer.grade == 3} == set(kinds_of_queries())


def test_every_answer_is_published():
    published = {
        "story": {story.slug for story in CONTENT.stories},
        "brand": {brand.slug for brand in CONTENT.brands},
        "problem": {problem.slug for problem in CONTENT.problems},
        "product": {product.slug for product in PUBLISHED},
    }
    assert [answer for answer in ANSWERS if answer.slug not in published[answer.type]] == []


def test_an_sku_is_answered_by_the_products_that_have_it():
    asked = {answer.query for answer in ANSWERS if answer.kind == "sku"}
    having = {
        (query, "product", product.slug)
        for query in asked
        for product in PUBLISHED
        for variant in product.variants
        if as_one_word(variant.sku).startswith(as_one_word(query))
    }
    answered = {(answer.query, answer.type, answer.slug) for answer in ANSWERS if answer.kind == "sku"}
    assert answered == having
