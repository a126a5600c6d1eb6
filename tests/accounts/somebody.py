"""One person who left something in every place that the shop has, and how they can be recognised."""

from io import BytesIO

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from post_office.models import STATUS, Attachment, Email, Log
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from accounts.address_book import remove_address
from accounts.api_tokens import issue_token
from accounts.consents import give_consent
from accounts.models import Consent, User
from checkout.captures import mark_paid
from checkout.desk.address import ADDRESS_CHANGED
from checkout.mails import compose_owed_mail
from checkout.models import IdempotencyKey, Order, OrderMail, WebhookDelivery
from checkout.order_address import NewAddress, change_address
from checkout.order_life import mark_delivered, ship_order
from checkout.order_steps import note
from checkout.refunds import Pieces, refund_pieces
from checkout.return_photos import redraw_photo
from checkout.returns import Wanted, decide_return, request_return
from mailings.audiences import fill_recipients
from mailings.bounces import note_bounce
from mailings.models import CartReminder, NewsLanguage, StockWish
from mailings.queueing import queue_batch
from posts.questions import answer_question
from tests.factories.accounts import UserFactory
from tests.factories.addresses import kept_address
from tests.factories.checkout import NOW, filled_cart, placed_order
from tests.factories.mailings import begun
from tests.factories.posts import post, question, review
from tests.factories.products import stocked_variant
from tests.factories.webhooks import endpoint
from tests.products.desk import member

MAIL, FORMER_MAIL, GIFT_MAIL = "danbi.seo@mapo.example", "danbi.old@mapo.example", "gift.danbi@mapo.example"
# Everything by which somebody could be found, in small letters.
TRACES = [
    MAIL,
    FORMER_MAIL,
    GIFT_MAIL,
    "dan-bi",
    "seodanbi",
    "danbiseo",
    "서단비",
    "danbi of mapo",
    "+821076543210",
    "01076543210",
    "010-7654-3210",
    "+8225557777",
    "mapo-daero 77-3",
    "apt 1204-b",
    "yeouido-ro 5",
    "192.0.2.77",
]
PLACE = {
    "full_name": "Seo Dan-bi",
    "phone": "+821076543210",
    "address_line1": "Mapo-daero 77-3",
    "address_line2": "Apt 1204-B",
}


def traces_in(text: str) -> list[str]:
    """Which of them stand in it."""
    small = text.lower()
    return [trace for trace in TRACES if trace in small]


def somebody() -> User:
    clerk = member("clerk", "checkout.view_order", "checkout.change_order")
    endpoint(
        "https://partner.example/", events=("order.placed", "order.paid", "order.shipped", "order.refunded")
    )
    user = _account()
    _in_the_logs(user, clerk)
    _letters(user)
    _sessions(user)
    _texts(user, _finished_order(user, clerk), clerk)
    _guests_order()
    filled_cart(stocked_variant(), user=user)
    _news(user)
    _settle_mails()
    return user


def _account() -> User:
    user = UserFactory(
        username="danbiseo",
        email=FORMER_MAIL,
        first_name="Dan-bi",
        last_name="Seo",
        phone="+821076543210",
        chosen_nickname="Danbi of Mapo",
    )
    user.email = MAIL
    user.save()
    EmailAddress.objects.create(user=user, email=MAIL, verified=True, primary=True)
    SocialAccount.objects.create(
        user=user, provider="google", uid="7", extra_data={"name": "서단비", "email": MAIL}
    )
    more = {"fixed_phone": "02-555-7777", "email": GIFT_MAIL}
    kept_address(user=user, **PLACE, **more, title="Dan-bi at home")
    removed = kept_address(user=user, **{**PLACE, "full_name": "서단비"})
    remove_address(user=user, address_id=removed.pk, now=NOW)
    give_consent(user=user, kind=Consent.Kind.MARKETING_MAIL, now=NOW)
    issue_token(user=user, name="Dan-bi's script", scopes=["account:read"], now=NOW)
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Dan-bi's key", "credential": {}}
    )
    UserSession.objects.create(
        user=user, session_key="ended", ip="192.0.2.77", user_agent="Dan-bi's browser", data={}
    )
    profile = UserProfile.get_for_user(user)
    profile.avatar.save("seodanbi.jpg", ContentFile(picture()))
    return user


def _in_the_logs(user: User, clerk: User) -> None:
    log(instance=user, action="wagtail.edit", user=clerk, title="danbiseo", data={"email": MAIL})
    for row in (user.profile, user.emailaddress_set.get(), user.addresses.first()):
        LogEntry.objects.create(
            user=clerk,
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            object_repr=f"{row}, Seo Dan-bi",
            action_flag=CHANGE,
            change_message=f"[changed {MAIL}]",
        )


def _letters(user: User) -> None:
    for receiver, status in (
        (MAIL, STATUS.queued),
        (FORMER_MAIL, STATUS.sent),
        (f"Dan-bi <{MAIL}>", STATUS.failed),
    ):
        letter = Email.objects.create(
            from_email="shop@museum.example",
            to=[receiver],
            subject="Hello 서단비",
            message=f"For {MAIL}",
            html_message="<p>Dear Seo Dan-bi",
            headers={"X-For": MAIL},
            context={"name": "danbiseo"},
            status=status,
        )
        Log.objects.create(email=letter, status=STATUS.failed, message=f"550 <{MAIL}>", exception_type="X")
    paper = Attachment(name="seodanbi.txt")
    paper.file.save("seodanbi.txt", ContentFile("Receipt for 서단비, Mapo-daero 77-3".encode()))
    paper.emails.add(letter)


def _news(user: User) -> None:
    mailing = begun()
    fill_recipients(mailing=mailing, now=NOW)
    queue_batch(mailing_id=mailing.pk, now=NOW, limit=1)
    fill_recipients(mailing=begun(), now=NOW)
    note_bounce(address=FORMER_MAIL, reason=f"550 <{FORMER_MAIL}>", now=NOW)
    NewsLanguage.objects.create(user=user, language="ko")
    StockWish.objects.create(user=user, variant=stocked_variant(), created_at=NOW)
    CartReminder.objects.create(user=user, cart=user.carts.first(), written_at=NOW)


def _sessions(user: User) -> None:
    """One that is logged in, and one of somebody who has typed the address and not gone on."""
    Client().force_login(user)
    begun = SessionStore()
    begun["account_password_reset"] = {"email": MAIL, "code": "X7Y"}
    begun.save()


def _finished_order(user: User, clerk: User) -> Order:
    order = placed_order(
        user=user,
        quantity=3,
        email=GIFT_MAIL,
        note="Ring at Dan-bi's",
        payment_method="bank_transfer",
        **PLACE,
    )
    change_address(
        order=order,
        address=NewAddress(
            "서단비", "+821076543210", "Yeouido-ro 5", "Apt 1204-B", "Seoul", "", "07236", "KR"
        ),
        reason="서단비님 moved",
        actor=user,
        now=NOW,
    )
    mark_paid(payment=order.last_attempt, reason="2026-03-02 SEODANBI 39,000", actor=clerk, now=NOW)
    note(order=_again(order), actor=clerk, reason="서단비님 rang: 010-7654-3210, " + GIFT_MAIL, now=NOW)
    sent = ship_order(order=_again(order), carrier="Post", tracking_number="1", actor=clerk, now=NOW).order
    order = mark_delivered(order=sent, actor=clerk, now=NOW)
    _returned(_again(order), user, clerk)
    refund_pieces(
        order=_again(order), pieces=[Pieces(1, 1)], reason="Dan-bi Seo, 01076543210", actor=clerk, now=NOW
    )
    order.payments.refunds().update(status="refunded", settled_at=NOW, problem=f"{MAIL}: slow")
    log(instance=order, action=ADDRESS_CHANGED, user=clerk, data={"reason": "Seo Dan-bi asked"})
    _messages(user, order)
    return order


def _returned(order: Order, user: User, clerk: User) -> None:
    wanted = Wanted(1, 1, "damaged", "Dan-bi here", redraw_photo(BytesIO(picture()), size=600))
    asked = request_return(order=order, wanted=[wanted], actor=user, now=NOW)
    decide_return(request=asked, is_accepted=False, answer="Dear Seo Dan-bi, no", actor=clerk, now=NOW)


def _texts(user: User, order: Order, clerk: User) -> None:
    """What they wrote for others, and what was answered to others about them."""
    line = order.lines.get()
    log(instance=post(author=user, body=f"I am Seo Dan-bi, {MAIL}"), action="posts.refused", user=clerk)
    question(product=line.variant.product, author=user, text="서단비 asks")
    review(line=line, text="Ring at Apt 1204-B")
    others = question(product=line.variant.product)
    answer_question(question=others, text="Ask Seo Dan-bi: 010-7654-3210", by=clerk, now=NOW)


def _messages(user: User, order: Order) -> None:
    """What providers sent and nobody has acted on, and an answer that is kept for a key."""
    order.payments.captures().update(provider_ref="ref-7", redirect_url=f"https://pay.example/?mail={MAIL}")
    for number, (ref, body) in enumerate((("ref-7", "Seo Dan-bi"), ("unknown", MAIL))):
        WebhookDelivery.objects.create(
            provider="stripe",
            event_id=f"evt-{number}",
            ref=ref,
            body=f'{{"payer": "{body}"}}',
            received_at=NOW,
        )
    IdempotencyKey.objects.create(
        scope=f"user:{user.pk} POST /api/v1/orders/",
        key="k",
        fingerprint="f",
        answer_status=201,
        answer_headers={"Location": "/"},
        answer_body=f'{{"email": "{MAIL}", "full_name": "서단비"}}',
        created_at=NOW,
    )


def _guests_order() -> Order:
    order = placed_order(email=MAIL.upper(), **PLACE)
    sent = ship_order(order=order, carrier="Post", tracking_number="2", actor=None, now=NOW).order
    return mark_delivered(order=sent, actor=None, now=NOW)


def _settle_mails() -> None:
    for owed in OrderMail.objects.filter(composed_at=None):
        compose_owed_mail(owed_id=owed.pk, now=timezone.now())


def _again(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def picture() -> bytes:
    """A photo whose camera wrote into it whose it is."""
    exif = Image.Exif()
    exif[0x013B] = "Seo Dan-bi"
    written = BytesIO()
    Image.new("RGB", (30, 20), "red").save(written, "JPEG", exif=exif)
    return written.getvalue()
