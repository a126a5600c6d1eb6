"""The report of what readers search for: figures, filters, files, rights, and what is made of a row in one click."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.roles import EDITOR, MARKETER, OPERATOR, give_role, setup_roles
from search.models import Kind, Promotion
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum
from tests.factories.products import ProductFactory
from tests.factories.search import AskedTextFactory, EntryFactory, OpenedResultFactory
from tests.products.desk import member

pytestmark = pytest.mark.django_db
REPORT = "/admin/search/asked/"
PROMOTE = "/admin/search/asked/promote/"
EDITORS = ("search.view_askedtext", "search.add_synonym", "search.add_promotion", "search.delete_promotion")


@pytest.fixture(autouse=True)
def _editor(client):
    museum()
    client.force_login(member("ed", *EDITORS))


def asked(text: str, *, days_ago: int = 0, **facts):
    return AskedTextFactory(text=text, day=timezone.localdate() - timedelta(days=days_ago), **facts)


def opened(text: str, entry, times: int = 1):
    day = timezone.localdate()
    return OpenedResultFactory(text=text, kind=entry.kind, source_id=entry.source_id, times=times, day=day)


def texts(client, **sent) -> list[str]:
    return [row.text for row in client.get(REPORT, sent).context["object_list"]]


def cells(page) -> list[list[str]]:
    columns = list(page.context["table"].columns.values())[:5]
    return [[str(column.get_value(row)) for column in columns] for row in page.context["object_list"]]


class TestFigures:
    def test_of_the_last_thirty_days_the_most_frequent_first(self, client):
        asked("salt", times=2, times_nothing=1, found=4)
        asked("salt", days_ago=29, times=3, times_nothing=3, found=0)
        asked("salt", days_ago=30, times=50)
        asked("comb", times=9, found=12)
        opened("comb", EntryFactory(title="A comb of wood"), times=6)
        assert cells(client.get(REPORT)) == [["comb", "9", "0", "12", "6"], ["salt", "5", "4", "4", "0"]]

    @pytest.mark.parametrize(
        ("days", "there"),
        [("7", ["d0", "d6"]), ("30", ["d0", "d29", "d6"]), ("90", ["d0", "d29", "d6", "d89"])],
    )
    def test_a_period(self, client, days, there):
        for days_ago in (0, 6, 29, 89, 90):
            asked(f"d{days_ago}", days_ago=days_ago)
        assert texts(client, days=days) == there

    def test_found_nothing(self, client):
        asked("never", times_nothing=1, found=0)
        asked("once", times_nothing=1, found=3)
        asked("always")
        assert texts(client, nothing="last") == ["never"]
        assert texts(client, nothing="ever") == ["never", "once"]
        assert texts(client, nothing="x", days="y") == ["always", "never", "once"]

    @pytest.mark.parametrize(
        ("ordering", "there"),
        [
            ("text", ["a", "b", "c"]),
            ("-text", ["c", "b", "a"]),
            ("asked", ["c", "a", "b"]),
            ("-nothing", ["a", "b", "c"]),
            ("found", ["c", "a", "b"]),
            ("-opened", ["b", "a", "c"]),
            ("opened_id", ["b", "a", "c"]),
        ],
    )
    def test_sorted_by_its_columns(self, client, ordering, there):
        asked("a", times=2, times_nothing=2, found=5)
        asked("b", times=3, times_nothing=0, found=9)
        asked("c", times=1, times_nothing=0, found=0)
        opened("b", EntryFactory())
        assert texts(client, ordering=ordering) == there

    def test_searched_and_paged(self, client):
        for number in range(51):
            asked(f"text {number:02}")
        assert texts(client, q="TEXT 1") == [f"text {number}" for number in range(10, 20)]
        assert (len(texts(client)), texts(client, p="2")) == (50, ["text 50"])

    def test_nine_rows_ask_as_often_as_one(self, client):
        def fill(number: int) -> int:
            asked(f"text {number}")
            opened(f"text {number}", EntryFactory())
            with CaptureQueriesContext(connection) as queries:
                client.get(REPORT)
            return len(queries)

        fill(0)
        assert fill(1) == [fill(number) for number in range(2, 10)][-1] == 11


class TestFiles:
    def test_a_file_holds_all_that_is_filtered_and_runs_nothing(self, client):
        asked("=1+1", times=3, times_nothing=2, found=0)
        asked("salt, sea", times=2, found=7)
        opened("salt, sea", EntryFactory(title="=A sea"), times=4)
        answer = client.get(REPORT, {"export": "csv"})
        assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines() == [
            'Searched for,Times,Found nothing,"Results, last time",Opened,Opened most',
            "'=1+1,3,2,0,0,",
            '"salt, sea",2,0,7,4,\'=A sea',
        ]
        book = client.get(REPORT, {"export": "xlsx", "nothing": "last"})
        rows = load_workbook(BytesIO(b"".join(book.streaming_content))).active.values
        assert list(rows)[1:] == [("'=1+1", 3, 2, 0, 0, None)]


class TestPage:
    def test_without_a_search_it_says_what_will_stand_here(self, client):
        page = client.get(REPORT).content.decode()
        assert "Nobody has searched yet" in page
        asked("salt")
        assert "No search of this period is like that." in client.get(REPORT, {"q": "x"}).content.decode()

    def test_a_row_leads_to_the_results_and_to_both_forms(self, client):
        asked("sea, <salt>")
        page = client.get(REPORT, {"days": "7"}).content.decode()
        back = "next=%2Fadmin%2Fsearch%2Fasked%2F%3Fdays%3D7"
        for link in (
            "/search/?query=sea%2C+%3Csalt%3E",
            f"/admin/snippets/search/synonym/add/?words=sea++%3Csalt%3E&amp;{back}",
            f"/admin/snippets/search/promotion/add/?words=sea++%3Csalt%3E&amp;{back}",
        ):
            assert page.count(f'href="{link}"') == 1
        assert "<salt>" not in page

    def test_whoever_only_reads_is_offered_nothing_to_do(self, client):
        asked("salt")
        opened("salt", EntryFactory())
        client.force_login(member("reader", "search.view_askedtext"))
        page = client.get(REPORT).content.decode()
        assert [part in page for part in ("/search/?query=salt", "/add/", PROMOTE)] == [True, False, False]

    def test_a_text_with_a_comma_is_not_promoted_in_one_click(self, client):
        entry = EntryFactory()
        for text in ("salt", "salt, soap"):
            asked(text)
            opened(text, entry)
        assert client.get(REPORT).content.decode().count(f'action="{PROMOTE}"') == 1


class TestPromotingInOneClick:
    def send(self, client, product, **changes):
        sent = {"text": "salt", "kind": "product", "id": product.pk, "next": f"{REPORT}?days=7"}
        return client.post(PROMOTE, sent | changes, follow=True)

    def test_what_was_opened_most_stands_first_and_can_be_undone(self, client):
        product = ProductFactory(name="Sea salt")
        EntryFactory(kind=Kind.PRODUCT, source_id=product.pk)
        page = self.send(client, product)
        promotion = Promotion.objects.get()
        assert (promotion.words, promotion.product, promotion.page) == ("salt", product, None)
        assert page.redirect_chain == [(f"{REPORT}?days=7", 302)]
        shown = page.content.decode()
        assert "“Sea salt” now stands first for “salt”." in shown
        doors = [
            reverse(f"wagtailsnippets_search_promotion:{act}", args=[promotion.pk])
            for act in ("edit", "delete")
        ]
        assert [door in shown for door in doors] == [True, True]
        entry = ModelLogEntry.objects.get()
        assert (entry.action, entry.object_id, entry.user.username) == (
            "wagtail.create",
            str(promotion.pk),
            "ed",
        )
        assert "stands first for “salt” already" in self.send(client, product).content.decode()
        assert (Promotion.objects.count(), ModelLogEntry.objects.count()) == (1, 1)

    @pytest.mark.parametrize(
        "changes",
        [
            {"id": "x"},
            {"id": "9" * 30},
            {"kind": "order"},
            {"text": ""},
            {"text": "a,b"},
            {"kind": "brand"},
        ],
    )
    def test_what_is_not_there_is_refused_with_a_text(self, client, changes):
        product = ProductFactory()
        EntryFactory(kind=Kind.PRODUCT, source_id=product.pk)
        page = self.send(client, product, **changes)
        assert [message.level_tag for message in page.context["messages"]] == ["error"]
        assert Promotion.objects.count() == 0

    def test_it_leads_nowhere_else(self, client):
        page = self.send(client, ProductFactory(), next="https://evil.example/")
        assert page.redirect_chain == [(REPORT, 302)]


@pytest.mark.parametrize(
    ("role", "report", "forms"), [(EDITOR, 200, 200), (MARKETER, 200, 302), (OPERATOR, 302, 302)]
)
def test_what_a_role_may(client, role, report, forms):
    setup_roles()
    user = UserFactory()
    give_role(user=user, role=role)
    client.force_login(user)
    doors = [
        (REPORT, report),
        (reverse("asked_texts_results"), report),
        (f"{REPORT}?export=csv", report),
        ("/admin/snippets/search/synonym/", forms),
        ("/admin/snippets/search/synonym/add/", forms),
        ("/admin/snippets/search/promotion/", forms),
        ("/admin/snippets/search/promotion/add/", forms),
    ]
    assert [client.get(door).status_code for door, _ in doors] == [status for _, status in doors]
    product = ProductFactory()
    EntryFactory(kind=Kind.PRODUCT, source_id=product.pk)
    client.post(PROMOTE, {"text": "salt", "kind": "product", "id": product.pk})
    assert Promotion.objects.count() == int(forms == 200)


def test_the_menu_shows_what_one_may(client):
    def menu(*permissions) -> list[bool]:
        client.force_login(member("-".join(permissions), *permissions))
        page = client.get("/admin/").content.decode()
        return [
            f'"{door}"' in page
            for door in (REPORT, "/admin/snippets/search/synonym/", "/admin/snippets/search/promotion/")
        ]

    assert menu("search.view_askedtext") == [True, False, False]
    assert menu("search.view_synonym", "search.change_promotion") == [False, True, True]
    assert menu("products.view_product") == [False, False, False]
