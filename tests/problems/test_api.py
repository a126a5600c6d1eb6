import datetime

import pytest
from django.utils import timezone
from rest_framework.test import APIClient
from wagtail.models import PageViewRestriction

from tests.factories.museum import museum
from tests.factories.problems import ClaimFactory, ProblemPageFactory

pytestmark = pytest.mark.django_db

PROBLEMS = "/api/v1/problems/"


@pytest.fixture
def client():
    museum()
    return APIClient()


def test_a_problem_with_what_is_proved(client):
    problem = ProblemPageFactory(slug="water", title="Water", summary="Clean.", accent="#1b5e73")
    claim = ClaimFactory(problem=problem, unit="litres")
    ClaimFactory(problem=problem, live=False)
    ClaimFactory(
        problem=problem,
        verified_on=datetime.date(2020, 1, 1),
        valid_until=timezone.localdate() - datetime.timedelta(days=1),
    )
    body = client.get(f"{PROBLEMS}water/").json()
    assert [(row["statement"], row["unit"]) for row in body.pop("claims")] == [(claim.statement, "litres")]
    assert body == {
        "slug": "water",
        "title": "Water",
        "summary": "Clean.",
        "url": "http://testserver/problems/water/",
        "image": None,
        "korean_name": "맑은 물",
        "accent": "#1b5e73",
    }


def test_only_published_and_public_problems_are_listed(client):
    ProblemPageFactory(slug="water")
    ProblemPageFactory(slug="draft", live=False)
    closed = ProblemPageFactory(slug="closed")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert [row["slug"] for row in client.get(PROBLEMS).json()["results"]] == ["water"]
    for slug in ("draft", "closed", "nothing"):
        assert client.get(f"{PROBLEMS}{slug}/").status_code == 404
    assert client.post(PROBLEMS, {}).status_code == 405


def test_queries_do_not_grow_with_the_rows(client, django_assert_num_queries):
    ProblemPageFactory()
    client.get(PROBLEMS)  # learns where the site stands
    with django_assert_num_queries(4):
        client.get(PROBLEMS)
    ProblemPageFactory.create_batch(2)
    with django_assert_num_queries(4):
        assert client.get(PROBLEMS).json()["count"] == 3
