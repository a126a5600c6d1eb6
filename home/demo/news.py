"""Some readers of the demo want the news; one mailing went to them, another is being written."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from accounts.consents import give_consent
from accounts.models import Consent, User
from campaigns.models import Campaign
from mailings.audiences import fill_recipients
from mailings.life import settle
from mailings.links import mark
from mailings.models import Mailing, MailingLink, MailingRecipient, StockWish
from products.models import Product

NAMES = "Demo: "
SENT, DRAFT = f"{NAMES}six warm things", f"{NAMES}what is new"
SENT_BEFORE = timedelta(days=6)
# How often the links of the sent one were followed, the first the most.
CLICKS = (14, 9, 4)


def write_news(*, readers: Iterable[User], shopper: User, now: datetime) -> None:
    """Nothing is put into the queue: the letter counts as sent, and was not."""
    began = now - SENT_BEFORE
    for user in [shopper, *list(readers)[::2]]:
        give_consent(user=user, kind=Consent.Kind.MARKETING_MAIL, now=began - timedelta(days=30))
    offered = Product.objects.on_show().in_stock().newest_first()
    campaign = Campaign.objects.order_by("pk").first()
    Mailing.objects.create(
        name=DRAFT,
        subject="New objects, and where they come from",
        campaign=campaign,
        body=_body("What is new in the rooms", list(offered[:3])),
    )
    warm = list(offered.filter(campaigns=campaign)[:3])
    sent = Mailing.objects.create(
        name=SENT,
        subject="Warm things, before the first frost",
        preheader="Three objects, and what each of them does",
        campaign=campaign,
        body=_body("Made of what was warm before", warm),
        status=Mailing.Status.SENDING,
        started_at=began,
    )
    fill_recipients(mailing=sent, now=began)
    sent.recipients.update(state=MailingRecipient.State.SENT, queued_at=began)
    settle(mailing=sent, now=began + timedelta(minutes=1))
    MailingLink.objects.bulk_create(
        MailingLink(mailing=sent, target=mark(url=product.get_absolute_url(), mailing=sent), clicks=clicks)
        for product, clicks in zip(warm, CLICKS, strict=False)
    )
    _wait(shopper, now)


def take_news_back() -> None:
    mailings = Mailing.objects.filter(name__startswith=NAMES)
    # What hangs on a letter that went out holds it.
    MailingRecipient.objects.filter(mailing__in=mailings).delete()
    MailingLink.objects.filter(mailing__in=mailings).delete()
    mailings.delete()


def _body(heading: str, products: list[Product]) -> list[tuple[str, object]]:
    shown = [("product", {"product": product, "note": ""}) for product in products]
    return [
        ("heading", heading),
        ("text", "<p>Three objects, and <b>what each of them does</b>. Their stories hang beside them.</p>"),
        *shown,
    ]


def _wait(shopper: User, now: datetime) -> None:
    gone = Product.objects.on_show().priced().exclude(pk__in=Product.objects.in_stock().values("pk")).first()
    variant = gone.variants.filter(is_offered=True).first() if gone is not None else None
    if variant is not None:
        StockWish.objects.create(user=shopper, variant=variant, created_at=now - timedelta(days=2))
