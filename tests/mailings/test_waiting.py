"""Waiting for what is sold out: asked for on the product's page, told once, given up in one click."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import transaction
from django.utils import timezone
from post_office.models import Email

from mailings.models import CartReminder, NewsLanguage, StockWish
from mailings.restocking import tell_restocked
from mailings.rounds import go_round
from mailings.wishes import NotOffered, stop_link, wish_for
from products.stock import extend_promises, receive_stock, reserve_stock
from tests.factories.mailings import NOW, reader
from tests.factories.museum import museum
from tests.factories.products import VariantFactory, stocked_variant

pytestmark = pytest.mark.django_db
ORIGIN = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def sold_out():
    museum()
    return stocked_variant(pieces=0, sku="SOAP-1")


def receive(variant) -> None:
    with transaction.atomic():
        receive_stock(variant=variant, pieces=3, reason="boiled", now=NOW)


class TestThePage:
    def test_the_form_stands_only_where_something_is_missing(self, client, sold_out):
        there = stocked_variant()
        shown = {
            page: BeautifulSoup(client.get(page).content, "html.parser").select("form.wish")
            for page in (sold_out.product.get_absolute_url(), there.product.get_absolute_url())
        }
        assert [len(forms) for forms in shown.values()] == [1, 0]

    def test_of_several_variants_only_what_is_missing(self, client, sold_out):
        other = stocked_variant(product=sold_out.product)
        VariantFactory(product=sold_out.product, sku="SOAP-2", options={"size": "L"})
        page = BeautifulSoup(client.get(sold_out.product.get_absolute_url()).content, "html.parser")
        assert [field["value"] for field in page.select("form.wish [name=sku]")] == ["SOAP-1", "SOAP-2"]
        assert other.sku not in str(page.select("form.wish"))


class TestAsking:
    def test_a_guest_logs_in_first_and_comes_back(self, client, sold_out):
        answer = client.post("/stock-wishes/", {"sku": "SOAP-1"}, **ORIGIN)
        back = f"/accounts/login/?next={sold_out.product.get_absolute_url()}"
        assert (answer.status_code, answer["Location"], StockWish.objects.count()) == (303, back, 0)

    def test_twice_is_once(self, client, sold_out):
        user = reader()
        client.force_login(user)
        for _ in range(2):
            answer = client.post("/stock-wishes/", {"sku": "SOAP-1"}, **ORIGIN)
        assert (answer.status_code, answer["Location"]) == (303, "/account/waiting/")
        assert list(StockWish.objects.values_list("user", "variant")) == [(user.pk, sold_out.pk)]

    @pytest.mark.parametrize("sku", ["", "NOBODY", "a\x00b"])
    def test_for_what_is_not_there(self, client, sku):
        client.force_login(reader())
        assert client.post("/stock-wishes/", {"sku": sku}, **ORIGIN).status_code == 404
        with pytest.raises(NotOffered):
            wish_for(user=reader(), sku="NOBODY", now=NOW)

    def test_another_site_cannot_ask(self, sold_out, client):
        client.handler.enforce_csrf_checks = True
        client.force_login(reader())
        answer = client.post("/stock-wishes/", {"sku": "SOAP-1"}, HTTP_ORIGIN="https://evil.example")
        assert (answer.status_code, StockWish.objects.count()) == (403, 0)


class TestTelling:
    def test_once_each_when_it_is_back(self, clock, sold_out):
        # Asked for: consent to news is another matter.
        first, second = reader(wants_news=False), reader(wants_news=False)
        for user in (first, second):
            wish_for(user=user, sku="SOAP-1", now=NOW)
        assert tell_restocked(now=clock()) == 0
        receive(sold_out)
        assert (tell_restocked(now=clock()), tell_restocked(now=clock())) == (2, 0)
        go_round(clock=clock)
        assert sorted(message.to[0] for message in mail.outbox) == sorted([first.email, second.email])
        message = mail.outbox[0]
        assert message.subject == f"Back in the museum: {sold_out.product.name}"
        assert sold_out.product.get_absolute_url() in message.body
        assert message.extra_headers["List-Unsubscribe"].strip("<>") in message.body

    def test_a_piece_that_is_promised_no_longer_is_back(self, clock):
        museum()
        soap, now = stocked_variant(pieces=1, sku="SOAP-2"), timezone.now()
        wish_for(user=reader(), sku="SOAP-2", now=NOW)
        with transaction.atomic():
            until = now + timedelta(minutes=5)
            reserve_stock(wanted={soap.pk: 1}, order_number="A-1", now=NOW, until=until)
        assert tell_restocked(now=clock()) == 0
        extend_promises(order_number="A-1", until=now - timedelta(minutes=1))
        assert tell_restocked(now=clock()) == 1

    @pytest.mark.parametrize(("has_gone_out", "letters"), [(True, 2), (False, 1)])
    def test_asked_for_again_it_is_told_again(self, clock, sold_out, has_gone_out, letters):
        """A letter that has not gone out is not waited for: what it says may be over."""
        user = reader()
        wish_for(user=user, sku="SOAP-1", now=NOW)
        receive(sold_out)
        tell_restocked(now=clock())
        if has_gone_out:
            go_round(clock=clock)
        again = wish_for(user=user, sku="SOAP-1", now=clock())
        assert (again.told_at, Email.objects.count()) == (None, letters - 1)
        assert tell_restocked(now=clock()) == 1
        go_round(clock=clock)
        assert [message.to for message in mail.outbox] == [[user.email]] * letters

    def test_whoever_closed_the_account_meanwhile_gets_nothing(self, clock, sold_out):
        user = reader()
        wish_for(user=user, sku="SOAP-1", now=NOW)
        receive(sold_out)
        tell_restocked(now=clock())
        user.is_active = False
        user.save()
        go_round(clock=clock)
        assert (mail.outbox, Email.objects.count()) == ([], 0)

    def test_queries_do_not_grow_with_those_who_wait_for_other_things(
        self, sold_out, django_assert_num_queries
    ):
        for _ in range(3):
            wish_for(user=reader(), sku="SOAP-1", now=NOW)
        with django_assert_num_queries(1):
            tell_restocked(now=NOW)


class TestGivingUp:
    def test_on_ones_own_page(self, client, sold_out):
        user = reader()
        wish = wish_for(user=user, sku="SOAP-1", now=NOW)
        client.force_login(user)
        assert sold_out.product.name in client.get("/account/waiting/").content.decode()
        assert client.post(f"/account/waiting/{wish.pk}/remove/").status_code == 303
        assert StockWish.objects.count() == 0

    def test_never_anothers(self, client, sold_out):
        wish = wish_for(user=reader(), sku="SOAP-1", now=NOW)
        client.force_login(reader())
        assert client.post(f"/account/waiting/{wish.pk}/remove/").status_code == 404
        assert StockWish.objects.count() == 1

    def test_by_the_link_in_the_letter(self, client, clock, sold_out):
        wish = wish_for(user=reader(), sku="SOAP-1", now=NOW)
        receive(sold_out)
        tell_restocked(now=clock())
        link = stop_link(wish=wish).removeprefix("http://testserver")
        assert (client.get(link).status_code, StockWish.objects.count()) == (200, 1)
        assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert client.post(link).status_code == 303
        assert (StockWish.objects.count(), Email.objects.count()) == (0, 0)
        assert client.get("/stock-wishes/stop/1:x/").status_code == 404


def test_the_language_of_the_news(client):
    museum()
    user = reader()
    client.force_login(user)
    assert client.post("/account/waiting/language/", {"language": "ko"}).status_code == 303
    assert NewsLanguage.objects.get().language == "ko"
    assert client.post("/account/waiting/language/", {"language": "xx"}).status_code == 200
    assert (NewsLanguage.objects.get().language, CartReminder.objects.count()) == ("ko", 0)


def test_a_page_of_wishes_in_few_queries(client, sold_out, django_assert_max_num_queries):
    user = reader()
    for number in range(3):
        variant = stocked_variant(pieces=0)
        wish_for(user=user, sku=variant.sku, now=NOW + timedelta(minutes=number))
    client.force_login(user)
    with django_assert_max_num_queries(20):
        client.get("/account/waiting/")
