"""The published document against the site: whatever is sent to an endpoint, by whomever, its answer is in the document."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import pytest
import schemathesis
from django.conf import settings as site
from django.core.signals import request_finished, request_started
from django.core.signing import get_cookie_signer
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.api_tokens import issue_token, scopes_open_to
from accounts.models import Area
from accounts.roles import OPERATOR, give_role, setup_roles
from checkout.captures import mark_paid
from checkout.cart import Shopper, add_to_cart, open_cart
from checkout.order_life import mark_delivered, ship_order
from checkout.views.shopper import CART_COOKIE, CART_SALT
from search.following import follow_changes
from site_config.wsgi import application
from tests.factories.accounts import UserFactory
from tests.factories.addresses import SEOUL, kept_address
from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.campaigns import CouponFactory
from tests.factories.checkout import placed_order, standard_shipping
from tests.factories.museum import museum
from tests.factories.products import CategoryFactory, ProductFactory, stocked_variant
from tests.races.payments import STORM
from tests.rolled_back import rolled_back

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
IS_STORM = "STORM" in os.environ
EXAMPLES = max(3, STORM // 10) if IS_STORM else 2
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Wants the password of a moment ago: tests/accounts/test_privacy.py has it.
PROVED_ELSEWHERE = [("DELETE", "/api/v1/account/", [403, 403])]
# What a call cannot do without.
QUERIES = {"/api/v1/search/": {"q": "product"}}
VISITORS = ["anonymous", "guest", "shopper", "operator", "owner"]
ORIGIN = "http://localhost"


@dataclass
class Shop:
    """Something of everything, so that addresses lead somewhere."""

    now: datetime

    @cached_property
    def shopper(self):
        return UserFactory(username="shopper")

    @cached_property
    def variant(self):
        category = CategoryFactory(slug="care")
        product = ProductFactory(slug="soap", variants=[], brand=self.brand, category=category)
        return stocked_variant(pieces=50, product=product, sku="SOAP")

    @cached_property
    def brand(self):
        brand = BrandPageFactory(slug="salt-and-sun")
        BrandStoryPageFactory(parent=brand, slug="how-it-is-made")
        return brand

    @cached_property
    def address(self):
        return kept_address(user=self.shopper)

    @cached_property
    def area(self):
        return Area.objects.create(country="KR", code="11", name="Seoul", local_name="서울", level=1)

    @cached_property
    def order(self):
        return placed_order(user=self.shopper)

    @cached_property
    def unpaid(self):
        return placed_order(user=self.shopper, payment_method="bank_transfer", now=self.now)

    @cached_property
    def delivered(self):
        order = placed_order(user=self.shopper, payment_method="bank_transfer", quantity=3)
        mark_paid(payment=order.last_attempt, reason="", now=self.now)
        ship_order(order=order, carrier="Post", tracking_number="1", actor=None, now=self.now)
        return mark_delivered(order=order, actor=None, now=self.now)

    @cached_property
    def line(self):
        """Of the shopper's cart."""
        facts = {"sku": self.variant.sku, "quantity": 2, "now": self.now}
        return add_to_cart(shopper=Shopper(user=self.shopper), **facts)

    @cached_property
    def guest_cart(self):
        cart = open_cart(shopper=Shopper(token=uuid.uuid4()))
        facts = {"sku": self.variant.sku, "quantity": 2, "now": self.now}
        add_to_cart(shopper=Shopper(token=cart.token), **facts)
        return cart

    def order_for(self, path: str):
        if path.endswith(("/returns/", "/refund/")):
            return self.delivered
        return self.unpaid if path.endswith("/pay/") else self.order

    def place_in(self, path: str) -> dict[str, Any]:
        """The parameters that lead to what is there."""
        slugs = {
            "products": "soap",
            "brands": "salt-and-sun",
            "categories": "care",
            "stories": "how-it-is-made",
            "problems": self.brand.problem.slug,
        }
        known = {
            "number": lambda: self.order_for(path).number,
            "address_id": lambda: self.address.pk,
            "area_id": lambda: self.area.pk,
            "item_id": lambda: self.line.pk,
            "slug": lambda: slugs[path.split("/")[3]],
        }
        return {name: find() for name, find in known.items() if f"{{{name}}}" in path}

    def body_for(self, method: str, path: str) -> Any:
        """What a program would send that means it."""
        order = {
            "email": "haneul@example.org",
            "shipping_address": SEOUL,
            "shipping_method": "standard",
            "payment_method": "cash_on_delivery",
            "expected_total": "27000",
        }
        bodies = {
            ("POST", "/api/v1/orders/"): order,
            ("POST", "/api/v1/orders/{number}/pay/"): {"payment_method": "bank_transfer"},
            ("POST", "/api/v1/orders/{number}/returns/"): {
                "lines": [{"line_no": 1, "quantity": 1, "reason": "damaged"}]
            },
            ("POST", "/api/v1/staff/orders/{number}/refund/"): {"lines": [{"line_no": 1, "quantity": 2}]},
            ("POST", "/api/v1/staff/orders/{number}/ship/"): {"carrier": "Post"},
            ("POST", "/api/v1/staff/stock-movements/"): {
                "sku": "SOAP",
                "kind": "receive",
                "quantity": 2,
                "reason": "delivery",
            },
            ("POST", "/api/v1/cart/items/"): {"sku": "SOAP", "quantity": 1},
            ("PATCH", "/api/v1/cart/items/{item_id}/"): {"quantity": 1},
            ("POST", "/api/v1/cart/coupon/"): {"code": "SPRING"},
            ("PUT", "/api/v1/cart/selection/"): {"selected": True},
            ("PATCH", "/api/v1/account/"): {"first_name": "Ha-neul"},
            ("POST", "/api/v1/account/addresses/"): SEOUL,
            ("PATCH", "/api/v1/account/addresses/{address_id}/"): {"city": "Busan"},
            ("PUT", "/api/v1/account/addresses/{address_id}/title/"): {"title": "Home"},
            ("POST", "/api/v1/products/"): {
                "slug": "cup",
                "name": "Cup",
                "brand": "salt-and-sun",
                "variants": [{"sku": "CUP", "price": "9000"}],
            },
            ("PATCH", "/api/v1/products/{slug}/"): {"summary": "A bar of soap"},
        }
        return bodies.get((method, path))

    def who(self, visitor: str) -> dict[str, dict[str, str]]:
        """Headers and cookies by which the site knows the visitor."""
        if visitor == "guest":
            cookie = get_cookie_signer(salt=CART_COOKIE + CART_SALT).sign(str(self.guest_cart.token))
            token = placed_order().access_token
            return {
                "headers": {"Origin": ORIGIN, "Order-Token": token},
                "cookies": {CART_COOKIE: cookie},
            }
        if visitor == "shopper":
            return self._program(self.shopper)
        if visitor == "operator":
            operator = UserFactory(username="operator")
            give_role(user=operator, role=OPERATOR)
            return self._program(operator)
        return self._browser() if visitor == "owner" else {"headers": {}, "cookies": {}}

    def _program(self, user) -> dict[str, dict[str, str]]:
        facts = {"user": user, "scopes": scopes_open_to(user=user), "now": timezone.now()}
        _token, text = issue_token(name="tests", **facts)
        return {"headers": {"Authorization": f"Bearer {text}"}, "cookies": {}}

    def _browser(self) -> dict[str, dict[str, str]]:
        client = Client()
        client.force_login(UserFactory(username="owner", is_superuser=True, is_staff=True))
        token = client.get("/cart/summary/").json()["csrf_token"]
        names = (site.SESSION_COOKIE_NAME, site.CSRF_COOKIE_NAME)
        return {
            "headers": {"X-CSRFToken": token, "Origin": ORIGIN},
            "cookies": {name: client.cookies[name].value for name in names},
        }


@pytest.fixture
def shop(settings):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS)
    settings.SITE_URL = ORIGIN
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    museum()
    standard_shipping()
    setup_roles()
    shop = Shop(timezone.now())
    CouponFactory(code="SPRING")
    for name in ("variant", "address", "order", "unpaid", "delivered", "line", "guest_cart"):
        getattr(shop, name)
    follow_changes()
    return shop


@contextmanager
def connection_stays() -> Iterator[None]:
    """As for Django's own test client: the end of a request would close the connection of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def operations() -> Iterator[Any]:
    with connection_stays():
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
        for found in schema.get_all_operations():
            yield found.ok()


def cases(operation, shop: Shop):
    """What fits, about what is there and what is not, and what does not fit."""
    place = shop.place_in(operation.path)
    ways = [
        operation.as_strategy(GenerationMode.POSITIVE, path_parameters=place),
        operation.as_strategy(GenerationMode.POSITIVE),
    ]
    if operation.body or any(operation.iter_parameters()):
        ways.append(operation.as_strategy(GenerationMode.NEGATIVE))
    meant = shop.body_for(operation.method.upper(), operation.path)
    if meant is not None:
        ways.append(operation.as_strategy(GenerationMode.POSITIVE, path_parameters=place, body=meant))
    return st.one_of(*ways)


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_answer_is_in_the_document(shop, visitor):
    who = shop.who(visitor)
    found = []
    for operation in operations():

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=not IS_STORM,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases(operation, shop))
        def ask(case):
            with rolled_back():
                case.call_and_validate(**who, checks=CHECKS)

        try:
            ask()
        except FailureGroup as failures:
            found += [f"{operation.label} {failure}" for failure in failures.exceptions]
    assert found == []


def test_every_operation_does_its_work_for_somebody(shop):
    """Without this the test above might only ever have seen refusals."""
    visitors = [shop.who("shopper"), shop.who("owner")]
    refused = []
    for operation in operations():
        method, path = operation.method.upper(), operation.path
        answers = []
        for who in visitors:
            key = {"Idempotency-Key": uuid.uuid4().hex}
            case = operation.Case(
                path_parameters=shop.place_in(path), query=QUERIES.get(path, {}), headers=key
            )
            if (body := shop.body_for(method, path)) is not None:
                case.body, case.media_type = body, "application/json"
            with rolled_back():
                answers.append(case.call_and_validate(**who, checks=CHECKS).status_code)
        if min(answers) >= 300:
            refused.append((method, path, answers))
    assert refused == PROVED_ELSEWHERE
