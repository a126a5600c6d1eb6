"""What a mailing says: as HTML, as text, in a browser; with prices of the moment and links that are counted."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from campaigns.models import Campaign
from mailings.composing import STOP, write_mailing, write_preview
from mailings.links import CountedLinks, PlainLinks, read_url
from mailings.models import Mailing, MailingLink
from products.models import Variant
from tests.factories.mailings import NOW, begun, draft
from tests.factories.museum import museum
from tests.factories.products import ProductClaimFactory, stocked_variant
from tests.factories.stories import MuseumImageFactory

pytestmark = pytest.mark.django_db
MARKS = "utm_source=mailing&utm_medium=email&utm_campaign=harbour"


@pytest.fixture
def variant():
    museum()
    return stocked_variant(price=12000, sku="SOAP-1")


def with_everything(variant, **facts) -> Mailing:
    product = variant.product
    body = [
        ("heading", "New in the harbour"),
        ("text", '<p>Read <a href="/problems/">of the water</a>.</p><ul><li>salt</li><li>ash</li></ul>'),
        ("picture", {"image": MuseumImageFactory(), "alt": "The harbour at six"}),
        ("product", {"product": product, "note": "Boiled by hand."}),
        ("button", {"label": "Enter", "page": None, "url": "https://example.org/far?a=1"}),
    ]
    campaign = Campaign.objects.create(slug="harbour", title="Harbour")
    Mailing.objects.filter(pk=(mailing := begun(body=body, campaign=campaign, **facts)).pk)
    return Mailing.objects.get(pk=mailing.pk)


def test_as_text(variant):
    ProductClaimFactory(product=variant.product, claim__statement="Three litres of clean water")
    mailing = with_everything(variant)
    letter = write_mailing(mailing=mailing, now=NOW, links=PlainLinks(mailing))
    assert letter.text.splitlines() == [
        "Impact Museum",
        "",
        "New in the harbour",
        "",
        f"Read of the water (http://testserver/problems/?{MARKS}).",
        "",
        "– salt",
        "– ash",
        "",
        "[The harbour at six]",
        "",
        f"{variant.product.name} – ₩12,000",
        variant.product.brand.title,
        "Boiled by hand.",
        "Three litres of clean water",
        f"http://testserver{variant.product.get_absolute_url()}?{MARKS}",
        "",
        "Enter:",
        "https://example.org/far?a=1",
        "",
        "You get this mail because you agreed to get news of the museum.",
        "Stop the news:",
        STOP,
        "Read it in a browser:",
        read_url(mailing=mailing),
        "",
        "http://testserver/",
    ]


def test_as_html_every_link_to_the_web_is_counted_and_no_picture_counts(variant):
    mailing = with_everything(variant)
    letter = write_mailing(mailing=mailing, now=NOW, links=CountedLinks(mailing))
    soup = BeautifulSoup(letter.html, "html.parser")
    links = {anchor["href"] for anchor in soup.find_all("a")}
    counted = {link for link in links if link.startswith("http://testserver/m/") and "/read/" not in link}
    assert links - counted == {STOP, read_url(mailing=mailing), "http://testserver/"}
    assert len(counted) == MailingLink.objects.count() == 4
    assert {image["src"].rpartition(".")[2] for image in soup.find_all("img")} == {"jpg"}
    assert [image["alt"] for image in soup.find_all("img")] == ["The harbour at six"]
    assert soup.find_all("script") == []


def test_the_price_is_the_one_of_the_moment(variant):
    mailing = with_everything(variant)
    Variant.objects.filter(pk=variant.pk).update(price=Decimal(9000))
    letter = write_preview(mailing=Mailing.objects.get(pk=mailing.pk))
    assert ("₩9,000" in letter.text, "₩12,000" in letter.text) == (True, False)


def test_what_nobody_can_buy_is_left_out():
    museum()
    gone = stocked_variant(pieces=0).product
    hidden = stocked_variant().product
    hidden.live = False
    hidden.save()
    mailing = draft(
        body=[("product", {"product": gone, "note": ""}), ("product", {"product": hidden, "note": ""})]
    )
    text = write_preview(mailing=Mailing.objects.get(pk=mailing.pk)).text
    assert (gone.name in text, hidden.name in text) == (False, False)


def test_in_its_language():
    mailing = draft(language="ko")
    assert '<html lang="ko">' in write_preview(mailing=mailing).html


class TestFollowing:
    def follow(self, client, link: str, **headers):
        return client.get(link.removeprefix("http://testserver"), headers=headers)

    def test_a_click_is_counted_and_leads_on(self, client, variant):
        mailing = with_everything(variant)
        link = CountedLinks(mailing).through("/problems/?a=1")
        for _ in range(2):
            answer = self.follow(client, link)
        assert (answer.status_code, answer["Location"]) == (302, f"http://testserver/problems/?a=1&{MARKS}")
        assert MailingLink.objects.get().clicks == 2

    @pytest.mark.parametrize("wish", [{"DNT": "1"}, {"Sec-GPC": "1"}, {"Sec-Purpose": "prefetch"}])
    def test_whoever_does_not_want_it_is_not(self, client, wish):
        link = CountedLinks(begun()).through("/problems/")
        assert self.follow(client, link, **wish).status_code == 302
        assert MailingLink.objects.get().clicks == 0

    def test_nobody_else_decides_where_it_leads(self, client):
        mailing = begun()
        link = CountedLinks(mailing).through("https://example.org/")
        number, _colon, signature = link.rstrip("/").rpartition("/")[2].partition(":")
        read = read_url(mailing=mailing).rstrip("/").rpartition("/")[2]
        for token in (number, f"{int(number) + 1}:{signature}", f"{number}:x", "https://evil.example", read):
            assert client.get(f"/m/{token}/").status_code == 404

    def test_what_is_no_address_of_the_web_stays(self):
        links = CountedLinks(begun())
        assert links.through("mailto:museum@example.org") == "mailto:museum@example.org"
        assert MailingLink.objects.count() == 0


class TestInABrowser:
    def test_it_shows_the_mailing_and_counts_readers(self, client, variant):
        mailing = with_everything(variant)
        page = client.get(read_url(mailing=mailing))
        mailing.refresh_from_db()
        soup = BeautifulSoup(page.content, "html.parser")
        assert (soup.h1.text, mailing.reads) == ("New in the harbour", 1)
        assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
        assert variant.product.get_absolute_url() in page.content.decode()

    def test_not_before_it_was_begun(self, client):
        assert client.get(read_url(mailing=draft())).status_code == 404
