"""The marketer's screens: compose, look, try, send, pause, stop, and what came of it. Nobody is named there."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.consents import withdraw_consent
from accounts.roles import MARKETER, give_role
from campaigns.models import Campaign
from checkout.models import Order
from mailings.audiences import fill_recipients
from mailings.bounces import note_bounce
from mailings.links import CountedLinks
from mailings.models import Mailing, MailingLink
from mailings.queueing import queue_batch
from mailings.results import figures_of, read_progress
from mailings.rounds import go_round
from tests.factories.accounts import UserFactory
from tests.factories.checkout import placed_order
from tests.factories.mailings import NEWS, NOW, begun, draft, reader
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db


@pytest.fixture
def marketer(client):
    museum()
    user = UserFactory(username="marketer")
    give_role(user=user, role=MARKETER)
    client.force_login(user)
    return user


def press(client, mailing: Mailing, step: str):
    answer = client.post(reverse("mailing_step", args=[mailing.pk, step]), follow=True)
    mailing.refresh_from_db()
    return [str(message) for message in answer.context["messages"]]


def page_of(client, mailing: Mailing) -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse("mailing", args=[mailing.pk])).content, "html.parser")


def filled_in(**changes) -> dict:
    form = {
        "name": "Spring",
        "subject": "Spring",
        "preheader": "",
        "campaign": "",
        "language": "en",
        "body": streamfield([("heading", "Spring in the harbour")]),
        **changes,
    }
    return nested_form_data(form)


class TestWriting:
    def test_a_new_one_leads_to_its_page(self, client, marketer):
        answer = client.post(reverse("wagtailsnippets_mailings_mailing:add"), filled_in())
        mailing = Mailing.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, reverse("mailing", args=[mailing.pk]))
        assert (mailing.status, mailing.body[0].value) == ("draft", "Spring in the harbour")

    def test_only_a_draft_is_changed(self, client, marketer):
        sent = begun()
        for name in ("edit", "delete"):
            answer = client.post(
                reverse(f"wagtailsnippets_mailings_mailing:{name}", args=[sent.pk]), filled_in()
            )
            assert (answer.status_code, answer["Location"]) == (302, reverse("mailing", args=[sent.pk]))
        sent.refresh_from_db()
        assert (sent.name, sent.status) == ("Harbour", "sending")

    def test_how_many_it_is_for(self, client, marketer):
        reader()
        mailing = draft()
        edit = client.get(reverse("wagtailsnippets_mailings_mailing:edit", args=[mailing.pk]))
        assert "<strong>1 person</strong>" in edit.content.decode()
        assert "1 person" in page_of(client, mailing).text

    @pytest.mark.parametrize(("mode", "says"), [("html", "<h1"), ("text", "New in the harbour\n")])
    def test_it_is_previewed_in_both_ways(self, client, marketer, mode, says):
        mailing = draft()
        address = reverse("wagtailsnippets_mailings_mailing:preview_on_edit", args=[mailing.pk])
        form = filled_in(subject="New", body=streamfield([("heading", "New in the harbour")]))
        assert client.post(address, form).json()["is_valid"] is True
        shown = client.get(address, {"mode": mode})
        assert says in shown.content.decode()
        assert "style-src 'unsafe-inline'" in shown["Content-Security-Policy"]


class TestSteps:
    def test_a_test_goes_to_whoever_asks(self, client, marketer, django_capture_on_commit_callbacks):
        mailing = draft()
        with django_capture_on_commit_callbacks(execute=True):
            press(client, mailing, "test")
        assert [(message.to, message.subject) for message in mail.outbox] == [
            ([marketer.email], "[Test] New in the harbour")
        ]
        assert (mailing.status, MailingLink.objects.count()) == ("draft", 0)

    def test_send_pause_go_on_stop(self, client, marketer):
        reader()
        mailing, ways = draft(), []
        asked = client.get(page_of(client, mailing).find("a", string="Send now")["href"])
        assert BeautifulSoup(asked.content, "html.parser").find("strong").text == "1 person"
        mailing.refresh_from_db()
        assert (
            mailing.status,
            client.get(reverse("mailing_step", args=[mailing.pk, "test"])).status_code,
        ) == ("draft", 405)
        for step in ("send", "pause", "resume", "stop"):
            press(client, mailing, step)
            ways.append(mailing.status)
        assert ways == ["sending", "paused", "sending", "stopped"]
        assert press(client, mailing, "resume")[-1].startswith("Somebody was faster")
        assert client.get(asked.request["PATH_INFO"])["Location"] == reverse("mailing", args=[mailing.pk])

    def test_it_is_scheduled_and_taken_back(self, client, marketer):
        mailing = draft()
        address = reverse("mailing_schedule", args=[mailing.pk])
        past = client.post(address, {"at": "2020-01-01 10:00"})
        assert (past.status_code, "That time is over" in past.content.decode()) == (200, True)
        at = timezone.localtime() + timedelta(days=1)
        assert client.post(address, {"at": f"{at:%Y-%m-%d %H:%M}"}).status_code == 302
        mailing.refresh_from_db()
        assert mailing.status == "scheduled"
        press(client, mailing, "take-back")
        assert mailing.status == "draft"

    def test_the_page_follows_while_it_is_sent(self, client, marketer, django_assert_num_queries):
        mailing = begun()
        reader()
        fill_recipients(mailing=mailing, now=NOW)
        part = page_of(client, mailing).select_one("[data-hx-trigger='every 5s']")
        with django_assert_num_queries(7):
            shown = client.get(part["data-hx-get"])
        assert BeautifulSoup(shown.content, "html.parser").select_one("div") == part
        press(client, mailing, "pause")
        assert client.get(part["data-hx-get"])["HX-Refresh"] == "true"
        assert page_of(client, mailing).select("[data-hx-get]") == []


class TestResults:
    @pytest.fixture
    def sent(self, clock):
        """To three: one stopped the news since, one address is refused; two clicks, two orders, one of them cancelled."""
        campaign = Campaign.objects.create(slug="harbour", title="Harbour")
        first, second, _third = reader(username="haneul"), reader(username="bora"), reader(username="mirae")
        mailing = begun(campaign=campaign)
        CountedLinks(mailing).through("/problems/")
        MailingLink.objects.update(clicks=2)
        go_round(clock=clock)
        withdraw_consent(user=first, kind=NEWS, now=clock() + timedelta(days=1))
        note_bounce(address=second.email, reason="550", now=clock())
        orders = [placed_order(), placed_order()]
        Order.objects.filter(pk__in=[order.pk for order in orders]).update(campaign="harbour")
        Order.objects.filter(pk=orders[0].pk).update(status="cancelled")
        mailing.refresh_from_db()
        return mailing

    def test_beside_the_campaign(self, sent):
        figures = figures_of(campaign=sent.campaign)
        (line,) = figures.mailings
        assert (line.mailing, figures.sales.orders, figures.sales.revenue) == (sent, 1, Decimal(15000))
        assert (line.progress.sent, line.progress.bounced, line.unsubscribed, line.clicks) == (2, 1, 1, 2)

    def test_asked_at_once_for_any_number(self, sent, clock, django_assert_num_queries):
        begun(campaign=sent.campaign)
        go_round(clock=clock)
        with django_assert_num_queries(5):
            lines = figures_of(campaign=sent.campaign).mailings
        told = [(line.progress.total, line.unsubscribed, line.clicks) for line in lines]
        assert sorted(told) == [(1, 0, 0), (3, 1, 2)]

    def test_a_page_of_the_admin_shows_them_by_a_tag(self, sent):
        shown = Template("{% load mailing_results %}{% mailing_results campaign %}").render(
            Context({"campaign": sent.campaign})
        )
        assert [cell.text for cell in BeautifulSoup(shown, "html.parser").find_all("td")] == [
            "Harbour",
            "2",
            "1",
            "1",
            "2",
        ]

    def test_nobody_is_named(self, client, marketer, sent):
        page = client.get(reverse("mailing", args=[sent.pk])).content.decode()
        assert [name for name in ("haneul", "bora", "mirae", "@example.org") if name in page] == []
        figures = {
            row.dt.text: row.dd.text
            for row in BeautifulSoup(page, "html.parser").select(".mailing__figures div")
        }
        assert figures == {
            "Waiting": "0",
            "In the queue": "0",
            "Sent": "2",
            "Left out": "0",
            "Refused": "1",
            "Failed": "0",
            "Clicks": "2",
            "Read in a browser": "0",
            "Unsubscribed since": "1",
            "Orders by the campaign": "1",
            "Their sum, before refunds": "₩15,000",
        }

    def test_progress_is_one_query(self, django_assert_num_queries):
        for _ in range(3):
            reader()
        mailing = begun()
        fill_recipients(mailing=mailing, now=NOW)
        queue_batch(mailing_id=mailing.pk, now=NOW, limit=2)
        with django_assert_num_queries(1):
            progress = read_progress(mailing=mailing)
        assert (progress.waiting, progress.queued, progress.total, progress.done) == (1, 2, 3, 0)
