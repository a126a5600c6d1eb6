import datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from brands.models import BrandStoryPage
from problems.models import Claim, ProblemPage
from tests.factories.brands import BrandMemberFactory, BrandPageFactory, BrandStoryPageFactory, PersonFactory
from tests.factories.campaigns import AdvertSlotFactory
from tests.factories.home import museum
from tests.factories.problems import ClaimFactory, ProblemPageFactory
from tests.factories.products import stocked_variant
from tests.factories.stories import MuseumImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    museum()
    client.force_login(
        get_user_model().objects.create_superuser("owner", "owner@example.org", "a-long-password")
    )
    return client


def every_block(product):
    image = {"image": MuseumImageFactory(), "alt": "a net", "caption": ""}
    return [
        ("paragraph", "<p>Salt <b>and</b> ash.</p>"),
        ("heading", "What the sea leaves"),
        ("image", image),
        ("quote", {"text": "Water first.", "who": "Han", "role": ""}),
        (
            "fact",
            {
                "figure": "2.2 billion",
                "statement": "people lacked water",
                "source": "WHO",
                "source_url": "https://example.org/",
                "date": datetime.date(2023, 7, 6),
            },
        ),
        ("gallery", {"caption": "", "images": [image, image]}),
        ("call_to_action", {"text": "See", "label": "Enter", "page": None, "url": "https://example.org/"}),
        ("product", {"product": product, "note": "boiled here"}),
        ("shop_the_story", {"title": "", "items": [{"product": product, "role": "gift", "caption": ""}]}),
    ]


def test_the_editor_opens_on_every_block(admin):
    story = BrandStoryPageFactory(body=every_block(stocked_variant().product))
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).status_code == 200


def test_every_block_is_printed(admin):
    product = stocked_variant(product__name="Sea soap").product
    html = admin.get(BrandStoryPageFactory(body=every_block(product)).url).content.decode()
    for text in ("Salt <b>and</b> ash.", "What the sea leaves", 'alt="a net"', "Water first.", "2.2 billion"):
        assert text in html
    assert html.count("Sea soap") >= 2
    assert "style=" not in html
    assert html.count("<script>") == 0


def story_form(**changed):
    return nested_form_data(
        {
            "title": "What the sea leaves",
            "slug": "what-the-sea-leaves",
            "summary": "A sentence.",
            "body": streamfield([("paragraph", rich_text("<p>Salt.</p>"))]),
            "action-publish": "1",
            "comments": inline_formset([]),
        }
        | changed
    )


def test_an_editor_publishes_a_story(admin):
    brand = BrandPageFactory()
    address = reverse("wagtailadmin_pages:add", args=["brands", "brandstorypage", brand.pk])
    assert admin.get(address).status_code == 200
    assert admin.post(address, story_form()).status_code == 302
    story = BrandStoryPage.objects.get()
    assert (story.live, story.brand) == (True, brand)
    assert admin.get(story.url).status_code == 200


def test_an_image_without_alternative_text_is_refused_beside_its_field(admin):
    brand = BrandPageFactory()
    address = reverse("wagtailadmin_pages:add", args=["brands", "brandstorypage", brand.pk])
    image = {"image": MuseumImageFactory().pk, "alt": "", "caption": ""}
    answer = admin.post(address, story_form(body=streamfield([("image", image)])))
    assert (answer.status_code, BrandStoryPage.objects.count()) == (200, 0)
    assert "This field is required" in answer.content.decode()


def test_a_product_stands_once_in_shop_the_story(admin):
    brand = BrandPageFactory()
    product = stocked_variant().product
    item = {"product": product.pk, "role": "gift", "caption": ""}
    shelf = {"title": "", "items": streamfield([("item", item), ("item", item)])}
    address = reverse("wagtailadmin_pages:add", args=["brands", "brandstorypage", brand.pk])
    answer = admin.post(address, story_form(body=streamfield([("shop_the_story", shelf)])))
    assert (answer.status_code, BrandStoryPage.objects.count()) == (200, 0)
    assert "A product can stand in this list only once." in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("accent", "#ffee00", "Choose a darker one."),
        ("accent", "red", "six hexadecimal digits"),
        ("summary", "x" * 251, "at most 250 characters"),
    ],
)
def test_a_room_is_refused_with_a_message(admin, field, value, message):
    address = reverse("wagtailadmin_pages:add", args=["problems", "problempage", museum().problems.pk])
    answer = admin.post(address, story_form(**{"korean_name": "", "accent": "#1b5e73", field: value}))
    assert (answer.status_code, ProblemPage.objects.count()) == (200, 0)
    assert message in answer.content.decode()


@pytest.mark.parametrize(
    "place",
    [
        ("problems", "problempage", "problems"),
        ("brands", "brandpage", "brands"),
        ("home", "plainpage", "home"),
    ],
)
def test_a_page_can_be_previewed_before_it_is_saved(admin, place):
    app, model, above = place
    problem = ProblemPageFactory()
    parent = getattr(museum(), above)
    address = reverse("wagtailadmin_pages:preview_on_add", args=[app, model, parent.pk])
    form = story_form(
        accent="#1b5e73", problem=problem.pk, korean_name="", website="", members=inline_formset([])
    )
    assert admin.post(address, form).json()["is_valid"] is True
    answer = admin.get(address)
    assert (answer.status_code, "What the sea leaves" in answer.content.decode()) == (200, True)


def test_a_story_can_be_previewed_before_it_is_saved(admin):
    brand = BrandPageFactory()
    address = reverse("wagtailadmin_pages:preview_on_add", args=["brands", "brandstorypage", brand.pk])
    assert admin.post(address, story_form()).json()["is_valid"] is True
    assert admin.get(address).status_code == 200


def test_a_brand_can_be_previewed_with_people_not_yet_saved(admin):
    brand = BrandPageFactory()
    person = PersonFactory(name="Han Mi-rae", portrait=MuseumImageFactory())
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[brand.pk])
    member = {"person": person.pk, "contribution": "Boils", "joined": "2021-03-01", "id": "", "ORDER": 1}
    form = story_form(problem=brand.problem.pk, korean_name="", website="", members=inline_formset([member]))
    assert admin.post(address, form).json()["is_valid"] is True
    answer = admin.get(address)
    assert (answer.status_code, "Han Mi-rae" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("name", ["problems_claim", "brands_person", "campaigns_advertslot"])
def test_lists_and_forms_of_snippets_open(admin, name):
    made = {
        "problems_claim": ClaimFactory,
        "brands_person": lambda: BrandMemberFactory().person,
        "campaigns_advertslot": AdvertSlotFactory,
    }[name]()
    assert str(made) in admin.get(reverse(f"wagtailsnippets_{name}:list")).content.decode()
    assert admin.get(reverse(f"wagtailsnippets_{name}:list"), {"q": str(made)[:5]}).status_code == 200
    assert admin.get(reverse(f"wagtailsnippets_{name}:add")).status_code == 200
    assert admin.get(reverse(f"wagtailsnippets_{name}:edit", args=[made.pk])).status_code == 200
    assert admin.get(reverse(f"wagtailsnippets_{name}:delete", args=[made.pk])).status_code == 200
    assert admin.post(reverse(f"wagtailsnippets_{name}:delete", args=[made.pk])).status_code == 302
    assert not type(made).objects.exists()


def test_the_list_of_claims_is_filtered(admin):
    mine, other, draft = (
        ClaimFactory(statement="Mine"),
        ClaimFactory(statement="Other"),
        ClaimFactory(live=False),
    )
    address = reverse("wagtailsnippets_problems_claim:list")
    rows = admin.get(address, {"problem": mine.problem.pk}).context["object_list"]
    assert list(rows) == [mine]
    assert list(admin.get(address, {"live": "false"}).context["object_list"]) == [draft]
    assert list(admin.get(address, {"q": "Other"}).context["object_list"]) == [other]


def test_a_draft_of_a_claim_changes_nothing_a_shopper_sees(admin):
    claim = ClaimFactory(statement="One bar pays for a litre")
    form = {
        "problem": claim.problem.pk,
        "statement": "One bar pays for ten litres",
        "amount": "10",
        "unit": "litres",
        "evidence": "Counted.",
        "evidence_url": "",
        "verifier": "Auditor",
        "verified_on": "2024-01-15",
        "valid_until": "2099-12-31",
    }
    address = reverse("wagtailsnippets_problems_claim:edit", args=[claim.pk])
    assert admin.post(address, form).status_code == 302
    assert "a litre" in admin.get(claim.get_absolute_url()).content.decode()
    assert admin.post(address, form | {"action-publish": "1"}).status_code == 302
    assert Claim.objects.get().statement == "One bar pays for ten litres"
    assert Claim.objects.get().revisions.count() == 2


def test_pages_stand_in_the_site_map_while_they_are_published(admin):
    shown, draft = BrandStoryPageFactory(), BrandStoryPageFactory(live=False)
    written = admin.get("/sitemap.xml").content.decode()
    assert shown.full_url in written
    assert draft.full_url not in written
