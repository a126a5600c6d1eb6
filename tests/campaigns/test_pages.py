"""The campaign's page, as a shopper and as a marketer sees it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from accounts.roles import MARKETER, give_role
from campaigns.landing_pages import open_page
from campaigns.models import Campaign, CampaignPage
from mailings.models import MailingRecipient
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory, CouponFactory
from tests.factories.mailings import NOW, begun
from tests.factories.museum import museum
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def house():
    return museum()


@pytest.fixture
def page() -> CampaignPage:
    now = timezone.now()
    campaign = CampaignFactory(
        slug="spring", title="Spring", percent=20, starts_at=now - DAY, ends_at=now + DAY
    )
    for price in (10000, 5000):
        campaign.products.add(stocked_variant(price=price).product)
    page = open_page(campaign=campaign)
    page.save_revision().publish()
    return page


@pytest.fixture
def marketer(client):
    user = UserFactory(username="marketer")
    give_role(user=user, role=MARKETER)
    client.force_login(user)
    return user


def prices(page) -> list[list[int]]:
    return [[int(offer.price) for offer in offers] for _product, offers in page.context["objects"]]


class TestForShoppers:
    def test_every_page_leads_there_while_one_is_on_show(self, client, page):
        def has_door():
            cache.clear()
            return '<a href="/campaigns/">' in client.get("/cart/").content.decode()

        assert has_door()
        CampaignPage.objects.update(live=False)
        assert not has_door()

    def test_the_objects_stand_there_at_their_campaign_prices(self, client, page):
        shown = client.get("/campaigns/spring/")
        assert (shown.status_code, shown.context["state"], prices(shown)) == (
            200,
            "running",
            [[8000], [4000]],
        )
        text = shown.content.decode()
        assert "₩8,000" in text
        assert f"until {timezone.localtime(page.campaign.ends_at):%-d %B}" in text

    def test_the_product_page_the_cart_and_the_order_say_the_same(self, client, page):
        variant = page.campaign.products.first().variants.get()
        offer = client.get(variant.product.url).context["selected"]
        assert (int(offer.price), int(offer.compare_at_price)) == (8000, 10000)
        client.post("/cart/add/", {"sku": variant.sku, "quantity": "2"})
        [line] = client.get("/cart/").context["priced"].lines
        assert (int(line.unit_price), int(line.former_total)) == (8000, 20000)

    def test_until_when_is_said_of_whichever_is_chosen(self, client, page):
        product = page.campaign.products.first()
        stocked_variant(product=product)
        day = f"{timezone.localtime(page.campaign.ends_at):%-d %B}"
        assert client.get(product.url).content.decode().count(f'data-until="until {day}"') == 2

    def test_when_it_is_over_or_stopped_prices_are_what_they_were(self, client, page):
        Campaign.objects.update(ends_at=timezone.now(), starts_at=None)
        page.campaign.refresh_from_db()
        page.campaign.save()
        shown = client.get("/campaigns/spring/")
        assert (shown.context["state"], prices(shown)) == ("over", [[10000], [5000]])

    def test_many_objects_cost_as_many_queries_as_one(self, client, page, django_assert_num_queries):
        client.get("/campaigns/spring/")
        with django_assert_num_queries(16):
            client.get("/campaigns/spring/")
        for _ in range(3):
            page.campaign.products.add(stocked_variant().product)
        with django_assert_num_queries(16):
            client.get("/campaigns/spring/")

    def test_the_index_shows_what_runs(self, client, page):
        assert list(client.get("/campaigns/").context["pages"]) == [page]
        Campaign.objects.update(stopped_at=timezone.now())
        assert "Nothing is on just now." in client.get("/campaigns/").content.decode()

    def test_a_draft_is_not_there(self, client):
        open_page(campaign=CampaignFactory(slug="draft"))
        assert client.get("/campaigns/draft/").status_code == 404


class TestForMarketers:
    ADD = "/admin/snippets/campaigns/campaign/add/"
    NO_LINKS = {
        f"{links}-{name}_FORMS": "0"
        for links in ("product_links", "brand_links")
        for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
    }

    def form(self, **changes) -> dict:
        return {
            "title": "Spring",
            "slug": "spring",
            "percent": "10",
            "product_links-TOTAL_FORMS": "0",
            "product_links-INITIAL_FORMS": "0",
            "product_links-MIN_NUM_FORMS": "0",
            "product_links-MAX_NUM_FORMS": "1000",
        } | changes

    def test_a_campaign_comes_with_its_products_and_a_draft_of_its_page(self, client, marketer):
        variant = stocked_variant(price=10000)
        links = {
            "product_links-TOTAL_FORMS": "1",
            "product_links-0-product": variant.product_id,
            "product_links-0-price": "7000",
            "product_links-0-kept_pieces": "0",
            "product_links-0-ORDER": "1",
        }
        answer = client.post(self.ADD, self.form(**links))
        campaign = Campaign.objects.get()
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/admin/snippets/campaigns/campaign/edit/{campaign.pk}/",
        )
        assert (campaign.page.slug, campaign.page.live) == ("spring", False)
        assert client.get("/admin/snippets/campaigns/campaign/").status_code == 200
        edit = client.get(answer["Location"])
        assert edit.status_code == 200
        assert "Stop it now" in edit.content.decode()
        assert "Costs ₩10,000 by itself. In the campaign 30 % less." in " ".join(
            edit.content.decode().split()
        )
        typed = BeautifulSoup(edit.content, "html.parser").find("input", id="id_product_links-0-price")
        assert typed["value"] == "7000"
        [price] = variant.product.__class__.objects.get().dated_prices
        assert (price["amount"], price["source"]) == ("7000.00", "campaign:spring")

    def test_many_products_are_followed_once(self, client, marketer):
        asked = []
        for count in (1, 4):
            products = [stocked_variant().product for _ in range(count)]
            links = {"product_links-TOTAL_FORMS": str(count)}
            for number, product in enumerate(products):
                links |= {
                    f"product_links-{number}-product": product.pk,
                    f"product_links-{number}-kept_pieces": "0",
                    f"product_links-{number}-ORDER": number,
                }
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(self.ADD, self.form(slug=f"c{count}", **links))
            assert answer.status_code == 302
            asked.append(sum('UPDATE "products_product"' in query["sql"] for query in queries))
        assert asked == [1, 1]

    def test_a_slug_that_a_page_has_already_gets_another_page_address(self, client, marketer, page):
        Campaign.objects.update(slug="former")
        client.post(self.ADD, self.form(title="Spring"))
        assert Campaign.objects.get(slug="spring").page.slug == "spring-2"

    def test_no_key_in_the_form_stops_it(self, client, marketer, page):
        edit = client.get(f"/admin/snippets/campaigns/campaign/edit/{page.campaign_id}/").content.decode()
        soup = BeautifulSoup(edit, "html.parser")
        form = soup.find("form", id=soup.find("button", string="Stop it now")["form"])
        assert (form["action"], form.find_parent("form")) == (
            f"/admin/campaigns/{page.campaign_id}/stop/",
            None,
        )
        assert "formaction" not in edit

    def test_what_is_wrong_stands_beside_its_field(self, client, marketer):
        answer = client.post(self.ADD, self.form(percent="100", slug=""))
        assert answer.status_code == 200
        assert set(answer.context["form"].errors) == {"percent", "slug"}
        assert Campaign.objects.count() == 0

    def test_its_mailings_stand_there_with_what_came_of_them(self, client, marketer, page):
        edit = f"/admin/snippets/campaigns/campaign/edit/{page.campaign_id}/"
        assert "<dt>Mailings</dt>" not in client.get(edit).content.decode()
        mailing = begun(campaign=page.campaign)
        MailingRecipient.objects.create(mailing=mailing, user=UserFactory(), state="sent", queued_at=NOW)
        part = (
            BeautifulSoup(client.get(edit).content, "html.parser")
            .find("dt", string="Mailings")
            .find_next("dd")
        )
        assert [cell.text for cell in part.find_all("td")] == ["Harbour", "1", "0", "0", "0"]
        assert part.a["href"] == f"/admin/mailings/{mailing.pk}/"

    def test_stop_and_resume(self, client, marketer, page):
        edit = f"/admin/snippets/campaigns/campaign/edit/{page.campaign_id}/"
        for deed, is_stopped in (("stop", True), ("resume", False)):
            answer = client.post(f"/admin/campaigns/{page.campaign_id}/{deed}/")
            assert (answer.status_code, answer["Location"]) == (302, edit)
            assert (Campaign.objects.get().stopped_at is not None) is is_stopped

    def test_they_write_and_publish_its_page(self, client, marketer, page):
        rights = page.permissions_for_user(marketer)
        assert (rights.can_edit(), rights.can_publish()) == (True, True)
        assert not Page.objects.get(slug="brands").permissions_for_user(marketer).can_edit()

    def test_as_of_its_start_and_its_end(self, rf, page):
        for mode, expected in (("", 8000), ("start", 8000), ("end", 10000)):
            with CaptureQueriesContext(connection) as queries:
                [(_product, [offer]), _other] = page.get_preview_context(rf.get("/"), mode)["objects"]
            assert int(offer.price) == expected
            assert sum(query["sql"].startswith('SELECT "products_stockpromise"') for query in queries) == 1

    def test_a_code_begins_with_its_campaign(self, client, marketer, page, settings):
        add = client.get(f"/admin/snippets/campaigns/coupon/add/?campaign={page.campaign_id}")
        assert add.context["form"]["campaign"].value() == str(page.campaign_id)
        CouponFactory(code="SPRING", campaign=page.campaign)
        assert (
            f'href="{settings.SITE_URL}/cart/coupon/?code=SPRING&amp;next=%2Fcampaigns%2Fspring%2F"'
            in client.get(f"/admin/snippets/campaigns/campaign/edit/{page.campaign_id}/").content.decode()
        )

    def test_a_code_and_a_saving_lead_back_to_the_campaign(self, client, marketer, page):
        edit = f"/admin/snippets/campaigns/campaign/edit/{page.campaign_id}/"
        code = {"code": "SPRING", "kind": "percent", "percent": "10", "campaign": page.campaign_id}
        added = client.post("/admin/snippets/campaigns/coupon/add/", code | self.NO_LINKS)
        assert (added.status_code, added["Location"]) == (302, f"{edit}#tab-page_codes_adverts")
        tabs = BeautifulSoup(client.get(edit).content, "html.parser").select("section[role=tabpanel]")
        assert [tab["id"] for tab in tabs] == ["tab-promise", "tab-page_codes_adverts"]
        form = self.form(title="Spring sale")
        links = page.campaign.product_links.all()
        form |= {"product_links-TOTAL_FORMS": len(links), "product_links-INITIAL_FORMS": len(links)}
        for number, link in enumerate(links):
            row = {"id": link.pk, "product": link.product_id, "kept_pieces": "0", "ORDER": number}
            form |= {f"product_links-{number}-{name}": value for name, value in row.items()}
        saved = client.post(edit, form)
        assert (saved.status_code, saved["Location"], Campaign.objects.get().title) == (
            302,
            edit,
            "Spring sale",
        )
