"""The demo content holds together: every name resolves, every limit is kept, every figure has its source."""

import re
from collections import Counter
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.core.management import call_command

from home.demo import figures
from home.demo.brands import BRANDS
from home.demo.categories import CATEGORIES
from home.demo.claims import CLAIMS
from home.demo.content import pictures_in
from home.demo.home_page import HOME_PAGE
from home.demo.pages import PAGES
from home.demo.pictures.drawing import forms, motifs
from home.demo.problems import PROBLEMS
from home.demo.products import PRODUCTS
from home.demo.stories import STORIES
from problems.contrast import contrast_ratio

WHITE = "#ffffff"
PAPER = "#faf7f2"
VARIANTS = [variant for product in PRODUCTS for variant in product.variants]
FACTS = [value for value in vars(figures).values() if isinstance(value, tuple) and value[0] == "fact"]
BODIES = {
    **{f"/problems/{problem.slug}/": problem.body for problem in PROBLEMS},
    **{f"/brands/{brand.slug}/": brand.body for brand in BRANDS},
    **{f"/brands/{story.brand}/{story.slug}/": story.body for story in STORIES},
    **{f"/{page.slug}/": page.body for page in PAGES},
}
PATHS = {*BODIES, "/", "/problems/", "/brands/"}
BLOCKS = {
    "paragraph", "heading", "image", "quote", "fact", "gallery", "call_to_action", "product", "shop_the_story",
}  # fmt: skip
ROLES = {"featured", "worn", "made", "gift"}
CHARACTERS = {
    "alt": 250,
    "caption": 250,
    "note": 250,
    "who": 100,
    "role": 150,
    "figure": 40,
    "source": 250,
    "label": 60,
}


def _walk(categories):
    for category in categories:
        yield category
        yield from _walk(category.children)


def _depth(category):
    return 1 + max((_depth(child) for child in category.children), default=0)


def _values(body, name):
    return [value for block, value in body if block == name]


def _products(body):
    shown = [value["product"] for value in _values(body, "product")]
    return shown + [item["product"] for shop in _values(body, "shop_the_story") for item in shop["items"]]


def _fields(value):
    if isinstance(value, dict):
        yield from value.items()
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _fields(part)


def _words(body):
    told = [
        *_values(body, "paragraph"),
        *_values(body, "heading"),
        *(q["text"] for q in _values(body, "quote")),
    ]
    return len(re.sub(r"<[^>]+>", " ", " ".join(told)).split())


def test_how_much_there_is():
    assert len(PROBLEMS) == 7
    assert len(BRANDS) == 12
    assert len(PRODUCTS) == 60
    assert len(CLAIMS) == 25
    assert len(STORIES) == 24
    assert Counter(story.brand for story in STORIES) == {brand.slug: 2 for brand in BRANDS}
    assert Counter(product.brand for product in PRODUCTS) == {brand.slug: 5 for brand in BRANDS}
    assert all(len(brand.people) >= 2 for brand in BRANDS)
    assert [page.slug for page in PAGES] == ["about", "privacy", "terms"]


def test_what_is_on_the_shelves():
    assert len(VARIANTS) == 135
    assert sum(not product.published for product in PRODUCTS) == 5
    gone = [p.slug for p in PRODUCTS if all(variant.stock == 0 for variant in p.variants)]
    assert gone == ["coil-basket", "signal-lamp", "felt-cushion"]
    assert sum(variant.stock == 0 for variant in VARIANTS) == 15
    assert [product.slug for product in PRODUCTS if product.is_free] == ["phacelia-seed"]


@pytest.mark.parametrize("things", [PROBLEMS, BRANDS, PRODUCTS, STORIES, PAGES, tuple(_walk(CATEGORIES))])
def test_slugs_are_ascii_and_given_once(things):
    slugs = [thing.slug for thing in things]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


def test_skus_and_claims_are_given_once():
    assert len({variant.sku for variant in VARIANTS}) == len(VARIANTS)
    assert all(re.fullmatch(r"[A-Z0-9-]{3,64}", variant.sku) for variant in VARIANTS)
    assert len({claim.key for claim in CLAIMS}) == len(CLAIMS)


def test_what_belongs_to_what():
    problems = {problem.slug for problem in PROBLEMS}
    room_of = {brand.slug: brand.problem for brand in BRANDS}
    claims = {claim.key: claim for claim in CLAIMS}
    categories = {category.slug for category in _walk(CATEGORIES)}
    assert set(room_of.values()) == problems
    assert {claim.problem for claim in CLAIMS} == problems
    assert {product.category for product in PRODUCTS} <= categories
    for product in PRODUCTS:
        assert product.claims, product.slug
        assert {claims[key].problem for key in product.claims} == {room_of[product.brand]}, product.slug


def test_every_claim_is_on_some_label():
    assert {key for product in PRODUCTS for key in product.claims} == {claim.key for claim in CLAIMS}


def test_the_tree_of_categories():
    assert max(_depth(category) for category in CATEGORIES) == 3
    assert all(category.menu_group for category in CATEGORIES)
    assert not any(child.menu_group for category in CATEGORIES for child in _walk(category.children))


@pytest.mark.parametrize("path", BODIES)
def test_bodies_point_at_what_exists(path):
    body = BODIES[path]
    assert {name for name, _value in body} <= BLOCKS
    on_show = {product.slug for product in PRODUCTS if product.published}
    assert set(_products(body)) <= on_show
    linked = [value["page"].removeprefix("page:") for value in _values(body, "call_to_action")]
    linked += re.findall(r'href="page:([^"]+)"', "".join(_values(body, "paragraph")))
    assert set(linked) <= PATHS
    for fact in _values(body, "fact"):
        assert ("fact", fact) in FACTS
    for shop in _values(body, "shop_the_story"):
        slugs = [item["product"] for item in shop["items"]]
        assert 1 <= len(slugs) == len(set(slugs)) <= 12
        assert {item["role"] for item in shop["items"]} <= ROLES


@pytest.mark.parametrize("path", BODIES)
def test_bodies_keep_the_limits_of_their_blocks(path):
    for name, value in _fields([value for _name, value in BODIES[path]]):
        if name in CHARACTERS:
            assert len(value) <= CHARACTERS[name], (name, value)
        if name == "alt":
            assert value
    assert all(len(words) <= 120 for words in _values(BODIES[path], "heading"))
    assert all(2 <= len(gallery["images"]) <= 8 for gallery in _values(BODIES[path], "gallery"))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_a_story_is_long_shown_sourced_and_shoppable(story):
    names = [name for name, _value in story.body]
    assert _words(story.body) >= 600
    assert names.count("image") + names.count("gallery") >= 2
    assert "quote" in names
    assert "fact" in names
    assert 1 <= names.count("product") <= 2
    assert names.count("shop_the_story") == 1
    assert names[-1] == "shop_the_story"
    assert story.published_days_ago > 0


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.slug)
def test_a_room_can_be_read_and_has_its_facts(problem):
    assert contrast_ratio(problem.accent, PAPER) >= 4.5
    assert contrast_ratio(problem.accent, WHITE) >= 4.5
    assert len(_values(problem.body, "fact")) >= 2
    assert problem.korean


def test_every_room_has_a_colour_of_its_own():
    assert len({problem.accent for problem in PROBLEMS}) == len(PROBLEMS)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact[1]["figure"])
def test_a_figure_names_its_source(fact):
    value = fact[1]
    assert value["source_url"].startswith("https://")
    assert isinstance(value["date"], date)
    assert value["statement"].endswith(".")


def test_texts_fit_their_columns():
    for thing in (*PROBLEMS, *BRANDS, *STORIES, *PAGES):
        assert 0 < len(thing.summary) <= 250, thing.slug
    for product in PRODUCTS:
        assert 0 < len(product.summary) <= 160, product.slug
        assert len(product.name) <= 120
        assert len(product.materials) <= 150
        assert len(product.origin) <= 100
    for brand in BRANDS:
        assert brand.homepage == f"https://example.org/{brand.slug}"
        assert all(len(person.contribution) <= 100 for person in brand.people)
    for claim in CLAIMS:
        assert len(claim.statement) <= 200
        assert len(claim.unit) <= 80
        assert claim.amount > 0
        assert claim.verified_on <= claim.valid_until


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.slug)
def test_a_product_can_be_sold(product):
    assert 1 <= len(product.variants) <= 4
    assert 1 <= len(product.pictures) <= 3
    options = [tuple(variant.options.items()) for variant in product.variants]
    assert len(set(options)) == len(options)
    assert len({tuple(variant.options) for variant in product.variants}) == 1
    for variant in product.variants:
        assert (variant.price > 0) != product.is_free
        assert variant.price % 100 == 0
        assert variant.compare_at is None or variant.compare_at > variant.price
        assert variant.weight_g > 0


@pytest.mark.parametrize("things", [PROBLEMS, BRANDS, PRODUCTS, STORIES, PAGES, (HOME_PAGE,)])
def test_pictures_can_be_drawn(things):
    known = {"product": forms(), "scene": motifs()}
    for picture in pictures_in(things):
        assert picture.alt
        if picture.kind in known:
            assert picture.motif in known[picture.kind], picture


def test_the_entrance_leads_somewhere():
    stories = {f"/brands/{story.brand}/{story.slug}/" for story in STORIES}
    assert set(HOME_PAGE.features) <= stories
    assert 1 <= len(HOME_PAGE.features) <= 6
    assert len(HOME_PAGE.hero_title) <= 120
    assert len(HOME_PAGE.hero_text) <= 250
    known = {f"/products/{p.slug}/" for p in PRODUCTS if p.published}
    known |= {f"/products/?category={category.slug}" for category in _walk(CATEGORIES)}
    assert {advert.url for advert in HOME_PAGE.adverts} <= known | PATHS


def test_the_about_page_says_what_is_invented():
    about = "".join(_values(PAGES[0].body, "paragraph"))
    assert "all orders are <b>invented</b>" in about
    assert "The problems are <b>real</b>" in about


def test_where_the_museum_is_and_the_log_ins_are_said_when_it_answers():
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as site:
        Thread(target=site.handle_request).start()
        address, said = f"http://127.0.0.1:{site.server_port}/", StringIO()
        call_command("load_demo", "--when-open", address, stdout=said)
    lines = said.getvalue().strip().splitlines()
    assert lines[0] == f"The museum is open at {address}"
    assert [line.split()[0] for line in lines[2:]] == ["editor", "marketer", "operator", "owner", "shopper"]
