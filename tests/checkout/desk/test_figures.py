"""What stories earned, on the desk: reports with the period before, the list of pages, the editor."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import EDITOR, MARKETER, OPERATOR, give_role, let_publish
from checkout.attribution import Origin
from checkout.captures import mark_paid
from checkout.desk.figures.rows import compare_figures, draw_bars
from checkout.story_figures import Period
from stories.models import DailyReads
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.checkout import filled_cart, order_cart
from tests.factories.museum import museum
from tests.factories.problems import ClaimFactory
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = pytest.mark.django_db


def sell(*, story=None, price: int, days_ago: int = 0, origin=None, does=()) -> None:
    when = timezone.now() - timedelta(days=days_ago)
    variant = stocked_variant(price=price)
    for amount, unit in does:
        ProductClaimFactory(product=variant.product, claim=ClaimFactory(amount=amount, unit=unit))
    cart = filled_cart(variant, story=story)
    order = order_cart(cart, payment_method="bank_transfer", now=when, origin=origin)
    mark_paid(payment=order.last_attempt, reason="", now=when)


def read(story, reads: int, *, kind: str = "story") -> None:
    DailyReads.objects.create(kind=kind, thing=story.pk, day=timezone.localdate(), reads=reads)


@pytest.fixture
def brand():
    return BrandPageFactory()


@pytest.fixture
def three(brand):
    """10,000 with 1.5 litres and 2 meals, and before 4,000 · 30,000 · only read. Their brand's page was read as well."""
    stories = [BrandStoryPageFactory(parent=brand, title=title) for title in ("Salt", "Ash", "=Oil")]
    sell(story=stories[0], price=10000, does=[("1.5", "litres"), ("2", "meals")])
    sell(story=stories[0], price=4000, days_ago=10)
    sell(story=stories[1], price=30000)
    read(stories[2], 40)
    read(brand, 7, kind="page")
    read(stories[0], 2, kind="added_from")
    return stories


def enter(client, role: str):
    museum()
    user = UserFactory()
    give_role(user=user, role=role)
    client.force_login(user)
    return client


def titles(answer) -> list[str]:
    return [row.title for row in answer.context["object_list"]]


class TestReport:
    def test_sorted_by_revenue_beside_the_period_before(self, client, three):
        answer = enter(client, MARKETER).get("/admin/reports/story-figures/", {"days": "7"})
        found = [
            (row.title, row.readers, row.orders, row.revenue, row.revenue_before, row.revenue_percent)
            for row in answer.context["object_list"]
        ]
        assert found == [
            ("Ash", 0, 1, 30000, 0, None),
            ("Salt", 0, 1, 10000, 4000, 150),
            ("=Oil", 40, 0, 0, 0, None),
        ]
        assert [(bar.row.title, bar.now, bar.before) for bar in answer.context["bars"]] == [
            ("Ash", 100, 0),
            ("Salt", 33, 13),
        ]

    def test_sorted_by_anything_searched_and_of_all_time(self, client, three):
        enter(client, MARKETER)
        address = "/admin/reports/story-figures/"
        assert titles(client.get(address, {"ordering": "-readers"}))[0] == "=Oil"
        assert titles(client.get(address, {"ordering": "title"})) == ["=Oil", "Ash", "Salt"]
        assert titles(client.get(address, {"q": "sal"})) == ["Salt"]
        ever = client.get(address, {"days": "all"})
        assert {row.title: row.revenue for row in ever.context["object_list"]}["Salt"] == 14000
        assert ever.context["has_before"] is False

    def test_as_files_without_formulas(self, client, three):
        enter(client, MARKETER)
        address = "/admin/reports/story-figures/?days=7&export="
        lines = b"".join(client.get(f"{address}csv").streaming_content).decode().splitlines()
        assert lines[2] == 'Salt,0,0,2,0,1,1,10000,4000,6000,150.0,"2 meals, 1.5 litres"'
        assert lines[3].startswith("'=Oil,40,0,")
        sheet = load_workbook(BytesIO(b"".join(client.get(f"{address}xlsx").streaming_content))).active
        assert [cell.value for cell in sheet[3]][:2] + [sheet["H3"].value] == ["Salt", 0, 10000]
        assert sheet["A4"].value == "'=Oil"

    def test_a_fall_is_written_with_a_minus_and_in_files_with_a_hyphen(self, client, three):
        sell(story=three[0], price=20000, days_ago=10)
        enter(client, MARKETER)
        address = "/admin/reports/story-figures/?days=7"
        assert "\N{MINUS SIGN}58.3 %" in client.get(address).content.decode()
        assert b",-58.3," in b"".join(client.get(f"{address}&export=csv").streaming_content)

    def test_by_brand_problem_and_campaign(self, client, brand):
        CampaignFactory(slug="spring", title="Spring")
        sell(price=10000, origin=Origin(campaign="spring"))
        sell(price=500, origin=Origin(utm_campaign="letter"))
        enter(client, MARKETER)
        found = client.get("/admin/reports/campaign-figures/").context["object_list"]
        assert [(row.title, row.orders, row.revenue) for row in found] == [
            ("Spring", 1, 10000),
            ("letter", 1, 500),
        ]
        for by in ("brand", "problem"):
            answer = client.get(f"/admin/reports/{by}-figures/")
            assert [row.revenue for row in answer.context["object_list"]] == [10000, 500]

    def test_a_title_leads_to_the_editor_for_whoever_may_edit_it(self, client, three):
        links = []
        for role in (MARKETER, EDITOR):
            said = enter(client, role).get("/admin/reports/story-figures/").content.decode()
            links.append(f"/admin/pages/{three[0].pk}/edit/" in said)
        assert links == [False, True]

    def test_nobody_is_named(self, client, three):
        enter(client, MARKETER)
        said = client.get("/admin/reports/story-figures/").content.decode()
        assert [word for word in ("haneul@example.org", "Kim Ha-neul", "Teheran-ro") if word in said] == []

    def test_it_asks_as_often_for_any_number(self, client, three, brand):
        enter(client, MARKETER)
        asked = []
        for _round in range(3):
            with CaptureQueriesContext(connection) as queries:
                client.get("/admin/reports/story-figures/")
            asked.append(len(queries))
            sell(story=BrandStoryPageFactory(parent=brand), price=1)
        assert asked[1] == asked[2]

    def test_nothing_yet(self, client):
        answer = enter(client, MARKETER).get("/admin/reports/story-figures/")
        assert (answer.status_code, titles(answer)) == (200, [])
        assert (
            draw_bars(
                rows=compare_figures(by="story", period=Period.last(7, now=timezone.now())), of="revenue"
            )
            == []
        )


class TestExplorer:
    def test_figures_stand_beside_titles_and_sort_all_pages(self, client, three, brand):
        editor = enter(client, EDITOR)
        answer = editor.get(f"/admin/pages/{brand.pk}/", {"ordering": "-revenue"})
        assert titles(answer) == ["Ash", "Salt", "=Oil"]
        assert [column.name for column in answer.context["table"].columns.values()][2:6] == [
            "readers",
            "adds",
            "orders",
            "revenue",
        ]
        assert "₩30,000" in answer.content.decode()
        assert titles(editor.get(f"/admin/pages/{brand.pk}/", {"ordering": "-readers"}))[0] == "=Oil"

    def test_the_period_is_remembered(self, client, three, brand):
        editor = enter(client, EDITOR)
        assert "₩14,000" in editor.get(f"/admin/pages/{brand.pk}/").content.decode()
        editor.get(f"/admin/pages/{brand.pk}/", {"days": "7"})
        said = editor.get(f"/admin/pages/{brand.pk}/", {"ordering": "revenue"}).content.decode()
        assert ("₩10,000" in said, "₩14,000" in said) == (True, False)

    def test_figures_are_read_at_once_for_any_number(self, client, three, brand):
        editor = enter(client, EDITOR)
        with CaptureQueriesContext(connection) as queries:
            editor.get(f"/admin/pages/{brand.pk}/", {"ordering": "-orders"})
        tables = ("checkout_orderline", "stories_dailyreads")
        asked = [query["sql"] for query in queries if any(table in query["sql"] for table in tables)]
        assert len(asked) == 3

    def test_whoever_may_not_sees_wagtails_own(self, client, three, brand):
        operator = enter(client, OPERATOR)
        let_publish(role=OPERATOR, page=brand)
        answer = operator.get(f"/admin/pages/{brand.pk}/", {"ordering": "-revenue"})
        assert answer.status_code == 200
        assert "revenue" not in answer.context["table"].columns


def test_the_editor_shows_what_the_story_earned(client, three):
    editor = enter(client, EDITOR)
    said = editor.get(f"/admin/pages/{three[0].pk}/edit/", {"days": "7"}).content.decode()
    told = ["What it earned", "₩10,000 (₩4,000)", "<div>2 meals</div><div>1.5 litres</div>"]
    assert [one for one in told if one not in said] == []
