import datetime

import pytest
from django.urls import reverse

from problems.models import ProblemPage
from tests.factories.home import museum
from tests.factories.problems import ClaimFactory, ProblemPageFactory
from tests.factories.products import ProductClaimFactory, ProductFactory

pytestmark = pytest.mark.django_db


def test_each_published_room_has_its_accent(client):
    water = ProblemPageFactory(accent="#1b5e73")
    bread = ProblemPageFactory(accent="#7A3B00")
    ProblemPageFactory(live=False)
    answer = client.get("/problems/rooms.css")
    assert answer.content.decode() == (
        f".room-{water.pk}{{--accent:#1b5e73}}\n.room-{bread.pk}{{--accent:#7A3B00}}\n"
    )
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=300"


def test_the_style_sheet_is_sent_once(client):
    problem = ProblemPageFactory()
    first = client.get("/problems/rooms.css")
    assert client.get("/problems/rooms.css", headers={"if-none-match": first["ETag"]}).status_code == 304
    ProblemPage.objects.filter(pk=problem.pk).update(accent="#000000")
    assert client.get("/problems/rooms.css", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_colour_written_past_the_form_stays_out_of_the_style_sheet(client):
    problem = ProblemPageFactory()
    ProblemPage.objects.filter(pk=problem.pk).update(accent="}*{x:y")
    assert client.get("/problems/rooms.css").content == b""


def test_the_style_sheet_hides_no_page(client):
    museum()
    assert client.get("/problems/").status_code == 200
    assert client.post("/problems/rooms.css").status_code == 405


def test_a_claim_shows_the_objects_that_carry_it(client):
    claim = ClaimFactory()
    shown = ProductClaimFactory(claim=claim).product
    ProductClaimFactory(claim=claim, product__live=False)
    ProductFactory()
    answer = client.get(claim.get_absolute_url())
    assert answer.status_code == 200
    assert list(answer.context["products"]) == [shown]
    assert answer.context["claim"] == claim
    assert answer.context["is_past"] is False
    assert claim.evidence in answer.content.decode()


def test_a_claim_past_its_date_says_so(client):
    claim = ClaimFactory(valid_until=datetime.date(2024, 2, 1))
    answer = client.get(claim.get_absolute_url())
    assert (answer.status_code, answer.context["is_past"]) == (200, True)


def test_the_room_of_a_claim_is_shown_while_it_is_published(client):
    claim = ClaimFactory(problem__live=False)
    answer = client.get(claim.get_absolute_url())
    assert (answer.status_code, answer.context["room"]) == (200, None)


@pytest.mark.parametrize("number", [1, 10**30])
def test_an_unknown_claim_is_not_found(client, number):
    assert client.get(f"/claims/{number}/").status_code == 404


def test_a_draft_claim_is_not_found(client):
    assert client.get(reverse("problems:claim", args=[ClaimFactory(live=False).pk])).status_code == 404
