"""Who may post: a form with a token, or one of this site's own pages where the page cannot carry one."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from stories.forgery import same_origin_form

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


@same_origin_form
def _open(request):
    return HttpResponse("taken")


def _closed(request):
    return HttpResponse("taken")


urlpatterns = [path("open/", _open), path("closed/", _closed)]


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Client(enforce_csrf_checks=True)


def _post(visitor, path, **headers) -> int:
    return visitor.post(path, headers={"Accept": "application/json", **headers}).status_code


def test_a_form_of_a_cached_page_is_taken_when_it_stood_on_this_site(visitor):
    assert _post(visitor, "/open/", Origin=HERE) == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://testserver.evil.example", "https://testserver", "null"]
)
def test_it_is_refused_when_it_stood_elsewhere(visitor, origin):
    assert _post(visitor, "/open/", Origin=origin) == 403


def test_it_is_refused_without_origin_and_without_token(visitor):
    assert _post(visitor, "/open/") == 403


def test_every_other_form_needs_its_token_wherever_it_stood(visitor):
    assert _post(visitor, "/closed/", Origin=HERE) == 403


@pytest.mark.parametrize("address", ["/open/", "/closed/"])
def test_a_token_opens_both(visitor, address):
    token = "a" * 32
    visitor.cookies["csrftoken"] = token
    assert _post(visitor, address, **{"X-CSRFToken": token}) == 200
    assert _post(visitor, address, **{"X-CSRFToken": "b" * 32}) == 403


@pytest.mark.parametrize(
    "address", ["/cart/add/", "/checkout/buy-now/", "/cart/selection/", "/checkout/", "/accounts/login/"]
)
def test_the_shop_refuses_what_another_site_sends(address):
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post(address, headers={"Origin": "https://evil.example"}).status_code == 403
    assert visitor.post(address).status_code == 403
