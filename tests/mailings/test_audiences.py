"""Who gets a mailing: only whoever agreed to the text of today and can be reached, and of those whom it is for."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.consents import give_consent, withdraw_consent
from accounts.models import Consent
from checkout.models import Order
from mailings.audiences import fill_recipients, find_audience
from mailings.bounces import note_bounce
from mailings.life import stop
from mailings.models import Mailing, NewsLanguage
from tests.factories.checkout import placed_order
from tests.factories.mailings import NEWS, NOW, begun, draft, reader
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory

pytestmark = pytest.mark.django_db


def names(mailing: Mailing, *, now=NOW) -> list[str]:
    return sorted(find_audience(mailing=mailing, now=now).values_list("username", flat=True))


class TestConsent:
    def test_nobody_without_it(self):
        reader(username="asked", wants_news=False)
        reader(username="agreed")
        assert names(draft()) == ["agreed"]

    def test_the_last_answer_counts(self):
        stopped, back = reader(username="stopped"), reader(username="back")
        later = NOW + timedelta(days=1)
        for user in (stopped, back):
            withdraw_consent(user=user, kind=NEWS, now=later)
        # In the same moment: the row that came later counts.
        give_consent(user=back, kind=NEWS, now=later)
        assert names(draft()) == ["back"]

    def test_to_the_wording_of_today(self):
        reader(username="long_ago")
        Consent.objects.update(version="0")
        assert names(draft()) == []

    def test_unconfirmed_refused_and_closed_addresses_get_nothing(self):
        reader(username="unconfirmed", is_confirmed=False)
        reader(username="closed", is_active=False)
        refused = reader(username="refused")
        note_bounce(address=refused.email.upper(), reason="550", now=NOW)
        reader(username="reached")
        assert names(draft()) == ["reached"]

    def test_only_the_confirmed_address_of_two(self):
        moved = reader(username="moved")
        moved.email = "new@example.org"
        moved.save()
        assert names(draft()) == []


class TestWhomItIsFor:
    def test_by_interest(self):
        museum()
        water = ProblemPageFactory()
        for name in ("water", "nothing"):
            reader(username=name)
        user = reader(username="both")
        user.profile.interest = water
        user.profile.save()
        mailing = draft()
        mailing.interests.set([water])
        assert names(mailing) == ["both"]

    def test_by_what_was_bought(self):
        bought, cancelled = reader(username="bought"), reader(username="cancelled")
        order, other = placed_order(user=bought), placed_order(user=cancelled)
        Order.objects.filter(pk=other.pk).update(status="cancelled")
        mailing = draft()
        mailing.brands.set([line.variant.product.brand for o in (order, other) for line in o.lines.all()])
        assert names(mailing) == ["bought"]

    def test_by_the_last_order(self):
        for name, days in (("lately", 3), ("last_month", 30), ("long_ago", 400)):
            placed_order(user=reader(username=name), now=NOW - timedelta(days=days))
        reader(username="never")
        assert names(draft(ordered_within=10)) == ["lately"]
        assert names(draft(not_ordered_for=10)) == ["last_month", "long_ago"]
        assert names(draft(ordered_within=365, not_ordered_for=10)) == ["last_month"]

    def test_a_span_that_nobody_is_in(self):
        with pytest.raises(ValidationError) as refused:
            Mailing(name="n", subject="s", ordered_within=10, not_ordered_for=10).full_clean()
        assert list(refused.value.message_dict) == ["ordered_within"]

    def test_by_language(self):
        NewsLanguage.objects.create(user=reader(username="korean"), language="ko")
        NewsLanguage.objects.create(user=reader(username="english"), language="en")
        reader(username="of_the_shop")
        assert names(draft(language="ko")) == ["korean"]
        assert names(draft(language="en")) == ["english", "of_the_shop"]


def test_it_is_filled_once_however_often(django_assert_num_queries):
    for _ in range(3):
        reader()
    mailing = begun()
    with django_assert_num_queries(10):
        fill_recipients(mailing=mailing, now=NOW)
    reader()
    fill_recipients(mailing=mailing, now=NOW + timedelta(days=1))
    assert mailing.recipients.count() == 3
    mailing.refresh_from_db()
    assert mailing.filled_at == NOW


def test_stopped_while_it_is_asked_who_they_are_it_gets_nobody():
    reader()
    mailing, stopped = begun(), []

    def stop_at_the_question(execute, sql, *rest):
        if "accounts_consent" in sql and not stopped:
            stopped.append(sql)
            stop(mailing=Mailing.objects.get(), now=NOW)
        return execute(sql, *rest)

    with connection.execute_wrapper(stop_at_the_question):
        fill_recipients(mailing=mailing, now=NOW)
    mailing.refresh_from_db()
    assert (mailing.status, mailing.filled_at, mailing.recipients.count()) == ("stopped", None, 0)


@pytest.mark.parametrize(("status", "count"), [("draft", 0), ("paused", 1), ("sent", 0), ("stopped", 0)])
def test_only_one_that_is_on_its_way_gets_any(status, count):
    reader()
    mailing = draft(status=status, started_at=NOW)
    fill_recipients(mailing=mailing, now=NOW)
    assert mailing.recipients.count() == count


def test_everybody_is_counted_in_one_query(django_assert_num_queries):
    reader()
    mailing = draft()
    with django_assert_num_queries(3):
        assert find_audience(mailing=mailing, now=NOW).count() == 1
