import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import EDITOR, give_role
from search.following import follow_changes
from search.models import AskedText, OpenedResult, Promotion
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandPageFactory
from tests.factories.entries import findable
from tests.factories.museum import museum
from tests.factories.products import ProductFactory

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36"


@pytest.fixture
def things():
    museum()
    return findable()


def ask(client, query: str, status: int = 200, **headers):
    response = client.get(f"/search/?{query}", headers={"User-Agent": BROWSER, **headers})
    assert response.status_code == status
    return response


def titles(response) -> list[str]:
    return [hit.entry.title for hit in response.context["found"].hits]


def ways(response, name: str) -> list[tuple[str, str]]:
    return [(str(way.title), way.query) for way in response.context[name]]


def asked() -> list[tuple]:
    return list(AskedText.objects.values_list("text", "times", "times_nothing", "found"))


def tags(response, name: str) -> list:
    """The elements of this name on the page, which is valid HTML."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(response.content.decode())
    assert parser.errors == []
    return list(page.iter(name))


@pytest.mark.parametrize("query", ["", "query=", "query=%20%00", "q=", "type=story&in_stock=on"])
def test_without_a_text_the_page_asks_for_one(client, things, query):
    page = ask(client, query)
    assert page.templates[0].name == "search/prompt.html"
    assert [room.title for room in page.context["ways_on"].rooms] == ["Safe water"]
    assert [story.title for story in page.context["ways_on"].stories] == ["The salt road"]
    links = {link.get("href") for link in tags(page, "a")}
    assert {"/problems/safe-water/", "/brands/salt-and-sun/the-salt-road/", "/products/"} <= links


def test_everything_that_fits_stands_in_one_list(client, things):
    page = ask(client, "query=salt")
    assert sorted(titles(page)) == ["Safe water", "Salt and Sun", "Salt soap", "Salt towel", "The salt road"]
    assert [(str(kind.title), kind.count) for kind in page.context["kinds"]] == [
        ("All", 5),
        ("Stories", 1),
        ("Brands", 1),
        ("Rooms", 1),
        ("Objects", 2),
    ]
    [status] = [tag for tag in tags(page, "p") if tag.get("role") == "status" and "note" in tag.get("class")]
    assert status.text.strip() == "5 found"
    assert b'<meta name="robots" content="noindex, follow">' in page.content
    assert "<title>“salt” in the museum · Impact Museum</title>" in page.content.decode()


def test_an_object_says_what_it_costs_and_whether_it_is_there(client, things):
    page = ask(client, "query=salt&type=product&sort=price").content.decode()
    rows = page.split('<li class="hit')[1:]
    assert ["from ₩9,000" in row for row in rows] == [True, False]
    assert ["Sold out" in row for row in rows] == [False, True]
    assert ["₩32,000" in row and "from" not in row for row in rows] == [False, True]
    assert "<mark>Salt</mark> soap" in rows[0]
    assert '<span class="korean" lang="ko">소금 비누</span>' in rows[0]


def test_the_text_stays_in_both_boxes_as_it_was_typed(client, things):
    for query in ("query=%22%3E%3Cb%3E", "q=%22%3E%3Cb%3E", "query=salt%22%3E%3Cb%3E"):
        page = ask(client, query)
        boxes = [tag.get("value") for tag in tags(page, "input") if tag.get("type") == "search"]
        assert boxes == ['"><b>' if "salt" not in query else 'salt"><b>'] * 2
        assert tags(page, "b") == []


def test_a_text_that_is_too_long_is_kept_and_not_searched(client, things):
    page = ask(client, "query=" + "a" * 101)
    assert page.templates[0].name == "search/prompt.html"
    text = page.content.decode()
    assert "At most 100 characters: these are 101." in text
    assert f'value="{"a" * 101}"' in text
    assert asked() == []


def test_a_price_that_cannot_be_read_stays_beside_its_error(client, things):
    page = ask(client, "query=salt&min_price=abc")
    assert len(titles(page)) == 5
    [box] = [tag for tag in tags(page, "input") if tag.get("name") == "min_price"]
    assert (box.get("value"), box.get("aria-invalid")) == ("abc", "true")
    assert "Enter a number." in page.content.decode()


def test_ways_to_other_results_keep_what_was_asked(client, things):
    page = ask(client, "q=salt&type=product&brand=salt-and-sun&in_stock=on&sort=price&page=1&utm=x")
    rest = "query=salt&type=product"
    assert titles(page) == ["Salt soap"]
    assert ways(page, "filters") == [
        ("Salt and Sun", f"?{rest}&in_stock=on&sort=price"),
        ("In stock", f"?{rest}&brand=salt-and-sun&sort=price"),
    ]
    assert ways(page, "kinds")[0] == ("All", "?query=salt&brand=salt-and-sun&in_stock=on&sort=price")
    assert ways(page, "price_bands") == [
        ("Below ₩10,000", f"?{rest}&brand=salt-and-sun&max_price=9999&in_stock=on&sort=price")
    ]
    assert page.context["everything"] == "?query=salt"


def test_prices_are_named_as_they_are_offered(client, things):
    page = ask(client, "query=salt&min_price=30000&max_price=59999")
    assert titles(page) == ["Salt towel"]
    assert ways(page, "filters") == [("₩30,000 to ₩60,000", "?query=salt")]
    page = ask(client, "query=salt&min_price=30000&max_price=40000")
    assert ways(page, "filters") == [("₩30,000 to ₩40,000", "?query=salt")]
    page = ask(client, "query=salt&max_price=9500")
    assert ways(page, "filters") == [("Up to ₩9,500", "?query=salt")]
    page = ask(client, "query=salt&min_price=9500")
    assert ways(page, "filters") == [("₩9,500 and more", "?query=salt")]


def test_nothing_found_leads_on(client, things):
    page = ask(client, "query=zzqqxx")
    assert (titles(page), ways(page, "filters")) == ([], [])
    assert "Nothing on these walls for “zzqqxx”" in page.content.decode()
    assert [room.title for room in page.context["ways_on"].rooms] == ["Safe water"]
    narrowed = ask(client, "query=salt&brand=nobody&type=story")
    assert titles(narrowed) == []
    assert ways(narrowed, "filters") == [("nobody", "?query=salt&type=story")]
    assert "without “nobody”" in narrowed.content.decode()


def test_a_filter_that_nothing_has_is_named_and_taken_away_alone(client, things):
    BrandPageFactory(title="Umul Kiln", slug="umul-kiln", problem=things.problem)
    BrandPageFactory(title="Not open yet", slug="not-open-yet", problem=things.problem, live=False)
    page = ask(client, "query=salt&type=product&sort=price&brand=umul-kiln")
    assert ways(page, "filters") == [("Umul Kiln", "?query=salt&type=product&sort=price")]
    brands = [(one.value, one.title, one.count) for one in page.context["facets"].brands]
    assert brands == [("umul-kiln", "Umul Kiln", 0), ("salt-and-sun", "Salt and Sun", 2)]
    assert (page.context["unfiltered"], page.context["order"]) == (
        "?query=salt&type=product&sort=price",
        "Price, low to high",
    )
    page = ask(client, "query=salt&brand=not-open-yet")
    assert ways(page, "filters") == [("not-open-yet", "?query=salt")]


def test_a_slip_of_the_finger_is_told(client, things):
    page = ask(client, "query=taowel")
    assert titles(page)[0] == "Salt towel"
    assert page.context["meant"] == "?query=towel"
    assert "Did you mean" in page.content.decode()


def test_what_the_editors_chose_is_marked(client, things):
    Promotion.objects.create(words="salt", product=things.towel)
    page = ask(client, "query=salt")
    assert titles(page)[0] == "Salt towel"
    assert page.content.decode().count("Chosen by the editors") == 1


def test_the_page_says_when_the_index_is_away(client, things, settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    page = ask(client, "query=salt")
    assert len(titles(page)) == 5
    assert "Search is a little simpler at the moment." in page.content.decode()


@pytest.mark.parametrize("number", ["2", "0", "-1", "abc", "9999999999", "２"])
def test_a_page_that_is_not_there_is_not_found(client, things, number):
    ask(client, f"query=salt&page={number}", status=404)


def test_pages_lead_to_each_other(client, things):
    for number in range(20):
        ProductFactory(name=f"Salt {number}", brand=things.brand)
    follow_changes()
    first = ask(client, "query=salt&sort=newest")
    assert (first.context["previous"], first.context["next"]) == ("", "?query=salt&sort=newest&page=2")
    second = ask(client, "query=salt&sort=newest&page=2")
    assert (second.context["previous"], second.context["next"]) == ("?query=salt&sort=newest&page=1", "")
    assert ways(second, "pages") == [
        ("1", "?query=salt&sort=newest&page=1"),
        ("2", "?query=salt&sort=newest&page=2"),
    ]
    assert len(titles(first)) + len(titles(second)) == 25
    assert "page 2" in second.content.decode()


def test_a_page_of_results_takes_a_few_statements(client, things):
    ask(client, "query=salt", **{"User-Agent": "bot"})
    with CaptureQueriesContext(connection) as queries:
        ask(client, "query=salt", **{"User-Agent": "bot"})
    # PostgreSQL is told how long it may take, in a savepoint while a test's transaction is open.
    limits = ("SAVEPOINT", "RELEASE SAVEPOINT", "SELECT set_config")
    asked = [query["sql"] for query in queries if not query["sql"].startswith(limits)]
    assert len(asked) == 6


def test_too_many_searches_are_asked_to_wait(client, things, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"search": (1, 60), "suggest": (1, 60)}
    ask(client, "query=salt")
    refused = ask(client, "query=salt", status=429)
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "Slow down a little" in refused.content.decode()
    ask(client, "")
    assert client.get("/search/suggest/?query=s").status_code == 200
    refused = client.get("/search/suggest/?query=s")
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert refused.json()["code"] == "throttled"


def test_what_shoppers_type_is_counted_and_nothing_else(client, things):
    ask(client, "query=Salt")
    ask(client, "query=salt&sort=price")
    ask(client, "query=zzqqxx")
    for query in ("query=salt&type=story", "query=salt&brand=salt-and-sun", "query=salt&page=1&in_stock=on"):
        ask(client, query)
    ask(client, "query=salt", **{"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"})
    ask(client, "query=salt", **{"Sec-Purpose": "prefetch"})
    assert client.head("/search/?query=salt").status_code == 200
    editor = UserFactory()
    give_role(user=editor, role=EDITOR)
    client.force_login(editor)
    ask(client, "query=salt")
    assert asked() == [("salt", 2, 0, 5), ("zzqqxx", 1, 1, 0)]


def test_what_was_opened_is_counted(client, things):
    told = {"text": "salt", "kind": "product", "id": things.soap.pk}
    answer = client.post("/search/opened/", told, headers={"Origin": "http://testserver"})
    assert (answer.status_code, answer.content) == (204, b"")
    client.post("/search/opened/", told, headers={"User-Agent": "some-crawler"})
    assert list(OpenedResult.objects.values_list("text", "kind", "source_id", "times")) == [
        ("salt", "product", things.soap.pk, 1)
    ]
    for wrong in ({}, told | {"kind": "order"}, told | {"id": "0"}, told | {"text": "a" * 101}):
        refused = client.post("/search/opened/", wrong)
        assert (refused.status_code, refused.json()["code"]) == (400, "bad_request")


def test_what_was_opened_is_told_by_our_own_pages_only(things):
    strict = Client(enforce_csrf_checks=True)
    told = {"text": "salt", "kind": "story", "id": things.story.pk}
    for origin, status in (("http://testserver", 204), ("https://evil.example", 403)):
        assert strict.post("/search/opened/", told, headers={"Origin": origin}).status_code == status


def test_suggestions(client, things):
    answer = client.get("/search/suggest/?query=소금+비")
    assert answer["Cache-Control"] == "private, max-age=60"
    assert answer.json() == {
        "query": "소금 비",
        "suggestions": [
            {
                "kind": "product",
                "kind_label": "Object",
                "title": "Salt soap",
                "korean_name": "소금 비누",
                "url": "/products/salt-soap/",
            }
        ],
    }


@pytest.mark.parametrize("query", ["", "query=", "query=%00", "query=" + "a" * 101, "query=zzqqxx"])
def test_nothing_is_suggested_for_nothing(client, things, query):
    assert client.get(f"/search/suggest/?{query}").json()["suggestions"] == []


def test_errors_of_suggestions_are_json(client):
    refused = client.post("/search/suggest/")
    assert (refused.status_code, refused.json()["code"]) == (405, "method_not_allowed")


def test_what_is_asked_of_the_entrance_is_looked_for(client, things):
    answer = client.get("/?query=비누&utm_source=x")
    assert (answer.status_code, answer["Location"]) == (302, "/search/?query=%EB%B9%84%EB%88%84")
    assert client.get("/?query=%20").status_code == 200


def test_hostile_texts_fail_nowhere(client, things):
    for text in (
        '"',
        "(((",
        "a:b AND *",
        "\x00",
        "%",
        "‮salt",
        "👩‍👩‍👧",
        "NOT",
        "^2 ~",
        "\\",
        "'; --",
        "é" * 100,
    ):
        assert client.get("/search/", {"query": text}).status_code == 200
        assert client.get("/search/suggest/", {"query": text}).status_code == 200


def test_the_day_is_the_shops(client, things):
    ask(client, "query=salt")
    assert AskedText.objects.get().day == timezone.localdate()
