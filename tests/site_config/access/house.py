"""A house in use: shoppers who left something everywhere, and one of everything that staff handle."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from allauth.account.models import EmailAddress
from django.utils import timezone
from PIL import Image

from accounts.address_book import remove_address
from accounts.api_tokens import issue_token
from accounts.consents import give_consent
from accounts.models import Address, ApiToken, Consent, User
from checkout.captures import mark_paid
from checkout.mails import compose_owed_mail
from checkout.models import Cart, CartLine, Order, Payment, ReturnLine, ReturnRequest
from checkout.order_life import mark_delivered, ship_order
from checkout.refunds import Pieces, refund_pieces
from checkout.return_photos import redraw_photo
from checkout.returns import Wanted, request_return
from posts.models import Post, Question, Review
from tests.factories.accounts import UserFactory
from tests.factories.addresses import kept_address
from tests.factories.checkout import filled_cart, order_cart
from tests.factories.posts import post, question, review
from tests.factories.products import stocked_variant


@dataclass(frozen=True)
class Shopper:
    """`order` was just placed and is to be paid on delivery; `sent` has arrived, is asked back and partly paid back."""

    user: User
    order: Order
    waiting: Order
    sent: Order
    refund: Payment
    asked: ReturnRequest
    photo: ReturnLine
    cart: Cart
    line: CartLine
    address: Address
    removed: Address
    token: ApiToken
    token_text: str
    mail_id: int
    new_email: EmailAddress
    post: Post
    question: Question
    review: Review


def furnish_shopper(name: str, *, now: datetime | None = None) -> Shopper:
    """Somebody with orders, a return, a cart, addresses, a token, a new e-mail that waits, and a consent."""
    now = now or timezone.now()
    user = UserFactory(username=name, email=f"{name}@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    address = kept_address(user=user, full_name=f"{name} at home")
    removed = kept_address(user=user, full_name=f"{name} before")
    remove_address(user=user, address_id=removed.pk, now=now)
    give_consent(user=user, kind=Consent.Kind.MARKETING_MAIL, now=now)
    token, text = issue_token(user=user, name=f"{name}'s program", scopes=["orders:read"], now=now)
    order, waiting = _order(user, now), _order(user, now, payment_method="bank_transfer")
    sent, refund, asked, photo = _sent_order(user, now)
    cart = filled_cart(stocked_variant(), user=user)
    return Shopper(
        user=user,
        order=order,
        waiting=waiting,
        sent=sent,
        refund=refund,
        asked=asked,
        photo=photo,
        cart=cart,
        line=cart.lines.get(),
        address=address,
        removed=removed,
        token=token,
        token_text=text,
        mail_id=compose_owed_mail(owed_id=order.mails.earliest("pk").pk, now=now),
        new_email=EmailAddress.objects.create(user=user, email=f"{name}@new.example.org"),
        post=post(author=user),
        question=question(author=user, product=photo.line.variant.product),
        review=review(line=photo.line),
    )


def _order(user: User, now: datetime, *, quantity: int = 1, **changes) -> Order:
    cart = filled_cart(stocked_variant(), quantity=quantity, user=user)
    return order_cart(cart, user=user, now=now, email=user.email, **changes)


def _sent_order(user: User, now: datetime) -> tuple[Order, Payment, ReturnRequest, ReturnLine]:
    order = _order(user, now, quantity=3, payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, reason="", now=now)
    ship_order(order=order, carrier="", tracking_number="", actor=None, now=now)
    mark_delivered(order=order, actor=None, now=now)
    picture = BytesIO()
    Image.new("RGB", (30, 20), "red").save(picture, "JPEG")
    photo = redraw_photo(BytesIO(picture.getvalue()), size=600)
    order = Order.objects.get(pk=order.pk)
    asked = request_return(
        order=order, wanted=[Wanted(1, 1, "damaged", "a crack", photo)], actor=user, now=now
    )
    line = asked.lines.get()
    line.photo.storage.save(line.photo.name, photo)
    refund = refund_pieces(order=order, pieces=[Pieces(1, 1)], reason="a dent", actor=None, now=now)
    return Order.objects.get(pk=order.pk), refund.payment, asked, line
