"""Some readers of the demo want the news; one mailing went to them, another is being written."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from accounts.consents import give_consent
from accounts.models import Consent, User
from campaigns.models import Campaign
from mailings.audiences import fill_recipients
from mailings.models import Mailing, MailingLink, MailingRecipient, StockWish
from products.models import Product

SENT, DRAFT = "Demo: the water of the harbour", "Demo: what is new in spring"
SENT_BEFORE = timedelta(days=6)
# How often the links of the sent one were followed, the first the most.
CLICKS = (14, 9, 4)


def write_news(*, readers: Iterable[User], shopper: User, now: datetime) -> None:
    """Nothing is put into the queue: the letter counts as sent, and was not."""
    began = now - SENT_BEFORE
    for user in [shopper, *list(readers)[::2]]:
        give_consent(user=user, kind=Consent.Kind.MARKETING_MAIL, now=began - timedelta(days=30))
    products = list(Product.objects.on_show().in_stock().newest_first()[:3])
    facts = {"campaign": Campaign.objects.order_by("pk").first(), "body": _body(products)}
    Mailing.objects.create(name=DRAFT, subject="New objects, and where they come from", **facts)
    sent = Mailing.objects.create(
        name=SENT,
        subject="The harbour boils soap again",
        preheader="Three objects, and what each of them does",
        status=Mailing.Status.SENT,
        started_at=began,
        finished_at=began + timedelta(minutes=1),
        **facts,
    )
    fill_recipients(mailing=sent, now=began)
    sent.recipients.update(state=MailingRecipient.State.SENT, queued_at=began)
    MailingLink.objects.bulk_create(
        MailingLink(mailing=sent, target=f"https://museum.example{product.get_absolute_url()}", clicks=clicks)
        for product, clicks in zip(products, CLICKS, strict=False)
    )
    _wait(shopper, now)


def take_news_back() -> None:
    mailings = Mailing.objects.filter(name__in=[SENT, DRAFT])
    # What hangs on a letter that went out holds it.
    MailingRecipient.objects.filter(mailing__in=mailings).delete()
    MailingLink.objects.filter(mailing__in=mailings).delete()
    mailings.delete()


def _body(products: list[Product]) -> list[tuple[str, object]]:
    shown = [("product", {"product": product, "note": ""}) for product in products]
    return [
        ("heading", "What is new in the rooms"),
        ("text", "<p>Three objects, and <b>what each of them does</b>. Their stories hang beside them.</p>"),
        *shown,
    ]


def _wait(shopper: User, now: datetime) -> None:
    gone = Product.objects.on_show().priced().exclude(pk__in=Product.objects.in_stock().values("pk")).first()
    variant = gone.variants.filter(is_offered=True).first() if gone is not None else None
    if variant is not None:
        StockWish.objects.create(user=shopper, variant=variant, created_at=now - timedelta(days=2))
