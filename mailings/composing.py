"""What a mailing says at one moment, the same for all its readers; only the link to stop the news is each one's own."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone, translation
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.rich_text import expand_db_html

from mailings.links import Links, PlainLinks, read_url
from mailings.models import Mailing
from products.labels import write_label
from products.models import Product
from products.offers import Offer, choose_offer, make_offers
from stories.letters import Letter, absolute, compose_letter

# Twice the size they are shown in; JPEG, because some mail programs show nothing newer.
PICTURE = "width-1120|format-jpeg"
OBJECT = "fill-384x480|format-jpeg"
# Stands in a composed letter where each reader's own link belongs.
STOP = "urn:stop"


@dataclass(frozen=True)
class Part:
    """One block, ready to be written as HTML or as text; `facts` are what its template names."""

    kind: str
    facts: dict[str, Any]


def write_mailing(*, mailing: Mailing, now: datetime, links: Links) -> Letter:
    """With the prices of `now`; `STOP` stands where each reader's link to stop the news belongs."""
    with translation.override(mailing.language):
        facts = {
            "mailing": mailing,
            "parts": read_parts(mailing=mailing, now=now, links=links),
            "site_name": settings.WAGTAIL_SITE_NAME,
            "home": absolute("/"),
            "home_link": links.through("/"),
            "stop": STOP,
            "read_url": read_url(mailing=mailing) if mailing.pk else "",
        }
        return compose_letter(subject=mailing.subject, template="mailings/mails/mailing", facts=facts)


def write_preview(*, mailing: Mailing) -> Letter:
    """As it would be sent now; its link to stop leads to where one stops it oneself."""
    letter = write_mailing(mailing=mailing, now=timezone.now(), links=PlainLinks(mailing))
    return fill_in(letter=letter, stop=absolute("/account/privacy/"))


def fill_in(*, letter: Letter, stop: str) -> Letter:
    return Letter(
        subject=letter.subject, html=letter.html.replace(STOP, stop), text=letter.text.replace(STOP, stop)
    )


def read_parts(*, mailing: Mailing, now: datetime, links: Links) -> list[Part]:
    """In the marketer's order, without what cannot be shown, such as an object that nobody can buy."""
    parts = (_READERS[block.block_type](block.value, now, links) for block in mailing.body)
    return [part for part in parts if part is not None]


def _read_heading(value: Any, now: datetime, links: Links) -> Part:
    return Part("heading", {"text": value})


def _read_text(value: Any, now: datetime, links: Links) -> Part:
    soup = BeautifulSoup(expand_db_html(value.source), "html.parser")
    for anchor in soup.find_all("a", href=True):
        anchor["href"] = links.through(str(anchor["href"]))
    return Part("text", {"html": str(soup), "text": _as_text(soup)})


def _read_picture(value: Any, now: datetime, links: Links) -> Part | None:
    if value["image"] is None:
        return None
    return Part(
        "picture", {"src": _picture(value["image"], PICTURE), "alt": value["alt"], "image": value["image"]}
    )


def _read_product(value: Any, now: datetime, links: Links) -> Part | None:
    product = value["product"]
    offer = find_offer(product=product, now=now)
    if offer is None:
        return None
    return Part(
        "product",
        {**describe_object(product=product, offer=offer, now=now, links=links), "note": value["note"]},
    )


def _read_button(value: Any, now: datetime, links: Links) -> Part | None:
    page = value["page"]
    link = value["url"] or (page.get_url() if page is not None and page.live else "")
    return Part("button", {"label": value["label"], "link": links.through(link)}) if link else None


_READERS = {
    "heading": _read_heading,
    "text": _read_text,
    "picture": _read_picture,
    "product": _read_product,
    "button": _read_button,
}


def find_offer(*, product: Product | None, now: datetime) -> Offer | None:
    """What of it can be bought, if anything."""
    if product is None or not product.is_on_show:
        return None
    offer = choose_offer(offers=make_offers(product=product, now=now))
    return offer if offer is not None and offer.available else None


def describe_object(*, product: Product, offer: Offer, now: datetime, links: Links) -> dict[str, Any]:
    label = write_label(product=product, today=timezone.localdate(now))
    cover = offer.image or product.cover
    return {
        "product": product,
        "title": label.title,
        "korean": label.korean,
        "maker": label.maker,
        "option": offer.label,
        "claims": label.claims,
        "accent": product.brand.problem.accent,
        "picture": _picture(cover, OBJECT) if cover else "",
        "image": cover,
        "price": offer.price,
        "was": offer.compare_at_price,
        "link": links.through(product.get_absolute_url()),
    }


def _picture(image: Any, spec: str) -> str:
    rendition = get_rendition_or_not_found(image, spec)
    return "" if rendition.file.name == "not-found" else absolute(rendition.url)


def _as_text(soup: BeautifulSoup) -> str:
    """With its links behind their words, and a dash before each line of a list."""
    copy = BeautifulSoup(str(soup), "html.parser")
    for anchor in copy.find_all("a", href=True):
        anchor.replace_with(f"{anchor.get_text()} ({anchor['href']})")
    for line in copy.find_all("li"):
        line.insert(0, "– ")
        line.append("\n")
    for paragraph in copy.find_all("p"):
        paragraph.append("\n\n")
    for line in copy.find_all("br"):
        line.replace_with("\n")
    return re.sub(r"\n{3,}", "\n\n", copy.get_text()).strip()
