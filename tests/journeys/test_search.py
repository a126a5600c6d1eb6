"""From a word that is typed into the header to the object that was meant."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from search.models import AskedText, OpenedResult
from tests.factories.entries import findable
from tests.factories.museum import museum

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BOX = ".house input[type=search]"
OPTIONS = ".house [role=option]"


@pytest.fixture
def things(transactional_db):
    museum()
    return findable()


def type_slowly(page, text: str) -> None:
    page.locator(BOX).click()
    page.keyboard.type(text, delay=20)


def violations(page) -> list:
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def sideways(page) -> int:
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("width", [360, 1280])
def test_by_keyboard_from_a_suggestion_to_an_object(visit, things, width):
    page = visit("/problems/", width=width)
    box = page.locator(BOX)
    type_slowly(page, "salt")
    page.locator(OPTIONS).first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator("[data-said]").inner_text() == "4 suggestions"
    names = page.locator(f"{OPTIONS} .suggestions__title").all_inner_texts()
    assert sorted(names) == ["Salt and Sun", "Salt soap", "Salt towel", "The salt road"]
    assert violations(page) == []
    chosen = []
    for key in ("ArrowDown", "End", "ArrowDown", "ArrowUp", "Home"):
        page.keyboard.press(key)
        active = box.get_attribute("aria-activedescendant")
        chosen.append(names[int(active.rpartition("-")[2])] if active else "")
    assert chosen == [names[0], names[-1], "", names[-1], names[0]]
    assert page.locator(f"{OPTIONS}[aria-selected=true]").count() == 1
    page.keyboard.press("Escape")
    assert (box.get_attribute("aria-expanded"), box.input_value()) == ("false", "salt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?query=salt")
    assert page.locator(".hit").count() == 5
    assert (sideways(page), violations(page)) == (0, [])
    page.locator(".filters summary").click()
    page.get_by_label("In stock only").check()
    assert violations(page) == []
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Take away: In stock").wait_for()
    assert page.locator(".hit__title").all_inner_texts() == ["Salt soap\n소금 비누"]
    # What listens to clicks comes with the page, but after its words.
    page.wait_for_load_state()
    with page.expect_response("**/search/opened/") as told:
        page.locator(".hit__title a").click()
    page.wait_for_url("**/products/salt-soap/")
    assert told.value.status == 204
    assert list(AskedText.objects.values_list("text", "times")) == [("salt", 1)]
    assert list(OpenedResult.objects.values_list("text", "source_id")) == [("salt", things.soap.pk)]


@pytest.mark.parametrize("width", [360, 1280])
def test_without_a_script(visit, things, width):
    page = visit("/", javascript=False, width=width)
    page.locator(BOX).fill("salt")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Objects").click()
    page.locator(".filters summary").click()
    page.locator(".bands").get_by_role("link", name="Below").click()
    page.get_by_role("link", name="Salt soap").click()
    page.wait_for_url("**/products/salt-soap/")
    assert OpenedResult.objects.count() == 0


def test_a_suggestion_is_opened_by_enter_and_by_touch(visit, things):
    page = visit("/problems/")
    type_slowly(page, "salt s")
    page.locator(OPTIONS).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/products/salt-soap/")
    page.goto("/search/")
    page.get_by_label("What are you looking for?").fill("road")
    page.locator("main [role=option]", has_text="The salt road").click()
    page.wait_for_url("**/brands/salt-and-sun/the-salt-road/")


def test_a_syllable_that_is_being_put_together(visit, things):
    """A letter alone asks for nothing; a syllable that is rested on does, and its Enter chooses nothing."""
    page = visit("/problems/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    page.locator(BOX).focus()
    compose = page.context.new_cdp_session(page)
    compose.send("Input.imeSetComposition", {"text": "ㅅ", "selectionStart": 1, "selectionEnd": 1})
    page.wait_for_timeout(500)
    assert asked == []
    compose.send("Input.imeSetComposition", {"text": "소", "selectionStart": 1, "selectionEnd": 1})
    page.locator(OPTIONS, has_text="Salt soap").wait_for()
    assert len(asked) == 1


def test_late_answers_and_a_broken_network_show_nothing(visit, things):
    page = visit("/problems/")
    page.route("**/search/suggest/*", lambda route: route.abort())
    type_slowly(page, "salt")
    page.wait_for_timeout(300)
    assert page.locator(OPTIONS).count() == 0
    page.unroute("**/search/suggest/*")
    page.keyboard.type("y", delay=20)
    page.keyboard.press("Backspace")
    page.locator(OPTIONS).first.wait_for()
    page.locator("h1").click()
    assert page.locator(BOX).get_attribute("aria-expanded") == "false"
    assert page.locator(OPTIONS).first.is_visible() is False


@pytest.mark.parametrize(
    "path",
    ["/search/", "/search/?query=zzqqxx", "/search/?query=salt&brand=nobody", "/search/?query=" + "a" * 101],
)
def test_other_pages_of_the_search(visit, things, path):
    page = visit(path, width=320)
    assert (sideways(page), violations(page)) == (0, [])
    assert page.locator("h1").count() == 1
