"""What this app keeps about people: carts, orders, and everything that hangs on an order."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email
from wagtail.models import ModelLogEntry

from accounts.mailboxes import addresses_in
from accounts.privacy.kept_files import delete_file
from accounts.privacy.kept_letters import erase_letters
from accounts.privacy.person import Keeper, Person, register_keeper
from accounts.privacy.redaction import ERASED, redact
from checkout.models import (
    Cart,
    IdempotencyKey,
    Order,
    OrderAddress,
    OrderEvent,
    OrderMail,
    Payment,
    Refund,
    ReturnLine,
    ReturnRequest,
    SealedOrderPerson,
    WebhookDelivery,
)
from checkout.models.order import OrderStatus
from checkout.outbox import fresh_message_id
from checkout.personal_facts import export_shopping, orders_of
from checkout.sealing import SEALED, seal_person
from checkout.statuses import MAY_SHIP
from products.models import StockMovement

SAYS_WHO_ON_ORDERS = ("full_name", "phone", "address_line1", "address_line2")
# Conditions in one statement; SQLite takes no thousand.
AT_ONCE = 100
UNDER_WAY = MAY_SHIP | {OrderStatus.PENDING_PAYMENT, OrderStatus.SHIPPED}


def _find_obstacles(person: Person) -> list[str]:
    # An order is placed by whoever holds its cart: from here on either it is there, or its cart is ours.
    list(_carts_of(person))
    orders = Order.objects.locked().filter(pk__in=orders_of(person).values("pk"))
    is_open = [order for order in orders if _is_open(order)]
    if not is_open:
        return []
    numbers = ", ".join(order.number for order in is_open)
    return [
        _(
            "Something is still open: %(numbers)s. Once the goods have arrived, or the order is cancelled, and "
            "money that is owed is paid back, this can be done."
        )
        % {"numbers": numbers}
    ]


def _is_open(order: Order) -> bool:
    """Goods or money are on their way, or somebody waits for an answer."""
    if order.status in UNDER_WAY and not (
        order.status == OrderStatus.PARTIALLY_REFUNDED and _has_arrived(order)
    ):
        return True
    waiting = ReturnRequest.Status.REQUESTED, ReturnRequest.Status.ACCEPTED
    return (
        order.payments.refunds().filter(status__in=[Payment.Status.PENDING, Payment.Status.FAILED]).exists()
        or order.return_requests.filter(status__in=waiting).exists()
    )


def _has_arrived(order: Order) -> bool:
    return order.delivered_at is not None or not any(
        line.shipped or line.open_pieces for line in order.lines.all()
    )


def _erase(person: Person, now: datetime) -> Counter[str]:
    rows = _let_carts_go(_carts_of(person))
    orders = list(orders_of(person))
    known = person.known | _written_on(orders)
    rows += _erase_keys(person, orders)
    rows += _erase_messages(orders, person)
    rows += _let_carts_go(Cart.objects.filter(order__in=orders))
    rows += _erase_mails(orders, person)
    rows += _erase_returns(orders)
    rows += _erase_texts(orders, person, known)
    rows += Counter({OrderAddress._meta.db_table: OrderAddress.objects.filter(order__in=orders).delete()[0]})
    for order in orders:
        rows += _seal(order, person, now)
    return +rows


def _written_on(orders: list[Order]) -> set[str]:
    """What orders, and the addresses that they had before, tell of the person."""
    former = OrderAddress.objects.filter(order__in=orders)
    places = [*orders, *former]
    texts = {getattr(place, name) for place in places for name in SAYS_WHO_ON_ORDERS}
    return (texts | {order.email for order in orders}) - {""}


def _seal(order: Order, person: Person, now: datetime) -> Counter[str]:
    is_sealed = seal_person(order=order, neutral_email=person.neutral_email, now=now)
    # The links in old mails end here.
    order.access_token = uuid.uuid4().hex
    order.save(update_fields=[*SEALED, "note", "erased_at", "access_token", "updated_at"])
    return Counter({Order._meta.db_table: 1, SealedOrderPerson._meta.db_table: int(is_sealed)})


def _carts_of(person: Person) -> QuerySet[Cart]:
    return Cart.objects.locked().filter(user=person.user) if person.user else Cart.objects.none()


def _let_carts_go(carts: QuerySet[Cart]) -> Counter[str]:
    """What was put into them still counts; whose they were is gone, and no cookie opens them any more."""
    found = list(carts)
    for cart in found:
        others = Cart.objects.filter(token=cart.token, user=None, closed_at=None)
        for mine in (cart, *others):
            mine.user, mine.token = None, uuid.uuid4()
            mine.closed_at = mine.closed_at or mine.updated_at
            mine.save(update_fields=["user", "token", "closed_at"])
    return Counter({Cart._meta.db_table: len(found)})


def _erase_keys(person: Person, orders: list[Order]) -> Counter[str]:
    """The answers that were given; whoever sends such a key again is told that it was used."""
    portions = [orders[start : start + AT_ONCE] for start in range(0, len(orders), AT_ONCE)]
    scopes = [_scopes_of(portion) for portion in portions]
    if person.user is not None:
        scopes.append(Q(scope__startswith=f"user:{person.user.pk} "))
    ids = {pk for found in scopes for pk in IdempotencyKey.objects.filter(found).values_list("pk", flat=True)}
    done = IdempotencyKey.objects.filter(pk__in=ids).update(
        fingerprint="", answer_status=None, answer_headers=None, answer_body=""
    )
    return Counter({IdempotencyKey._meta.db_table: done})


def _scopes_of(orders: list[Order]) -> Q:
    scopes = Q(order__in=orders)
    for order in orders:
        by_token = hashlib.sha256(order.access_token.encode()).hexdigest()[:32]
        scopes |= Q(scope__startswith=f"token:{by_token}")
    return scopes


def _erase_messages(orders: list[Order], person: Person) -> Counter[str]:
    """What providers wrote and nobody has acted on yet; to act on it, its reference is enough."""
    refs = Payment.objects.filter(order__in=orders).exclude(provider_ref="").values("provider_ref")
    emails = person.mailboxes | {order.email.lower() for order in orders}
    waiting = WebhookDelivery.objects.exclude(body="")
    named = reduce(or_, (Q(body__icontains=email) for email in emails), Q(pk=None))
    # The database would find akim@ for kim@.
    ids = [pk for pk, body in waiting.filter(named).values_list("pk", "body") if addresses_in(body) & emails]
    done = waiting.filter(Q(ref__in=refs) | Q(pk__in=ids)).update(body="")
    return Counter({WebhookDelivery._meta.db_table: done})


def _erase_mails(orders: list[Order], person: Person) -> Counter[str]:
    for owed in OrderMail.objects.select_for_update(of=("self",)).filter(order__in=orders, email=None):
        if owed.composed_at is None:
            _give_up(owed, person)
    letters = Email.objects.filter(order_mail__order__in=orders)
    return erase_letters(letters, receiver=person.neutral_email)


def _give_up(owed: OrderMail, person: Person) -> None:
    """It stays in the list of mails as one that did not go out."""
    letter = Email.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[person.neutral_email],
        message_id=fresh_message_id(),
        status=STATUS.failed,
    )
    owed.email, owed.composed_at = letter, letter.created
    owed.save(update_fields=["email", "composed_at"])


def _erase_returns(orders: list[Order]) -> Counter[str]:
    lines = ReturnLine.objects.filter(request__order__in=orders)
    for line in lines.exclude(photo=""):
        delete_file(line.photo)
    return Counter({ReturnLine._meta.db_table: lines.update(note="", photo="")})


def _erase_texts(orders: list[Order], person: Person, known: Collection[str]) -> Counter[str]:
    """Names in what staff and providers wrote beside an order."""
    events = OrderEvent.objects.filter(order__in=orders)
    if person.user is not None:
        OrderEvent.objects.filter(actor=person.user).update(actor_label=ERASED)
        OrderAddress.objects.filter(actor=person.user).update(actor_label=ERASED)
    ids = [str(order.pk) for order in orders]
    logged = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Order), object_id__in=ids
    )
    numbers = [order.number for order in orders]
    payments = Payment.objects.filter(order__in=orders)
    payments.update(redirect_url="")
    return (
        _redacted(events, ["reason", "actor_label"], known)
        + _redacted(payments, ["problem"], known)
        + _redacted(Refund.objects.filter(payment__in=payments), ["reason"], known)
        + _redacted(ReturnRequest.objects.filter(order__in=orders), ["answer", "closed_because"], known)
        + _redacted(logged, ["data"], known)
        + _redacted(StockMovement.objects.filter(order_number__in=numbers), ["reason"], known)
    )


def _redacted(rows: QuerySet, fields: list[str], known: Collection[str]) -> Counter[str]:
    changed: list[Model] = []
    for row in rows:
        before = [getattr(row, name) for name in fields]
        after = [redact(value, known=known) for value in before]
        if before != after:
            for name, value in zip(fields, after, strict=True):
                setattr(row, name, value)
            changed.append(row)
    rows.model._default_manager.bulk_update(changed, fields)
    return Counter({rows.model._meta.db_table: len(changed)})


register_keeper(Keeper(name="shop", export=export_shopping, find_obstacles=_find_obstacles, erase=_erase))
