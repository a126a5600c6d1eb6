"""What a receipt says."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from wagtail.models import Site

from checkout.deeds import deeds_by_line, find_receipt
from checkout.models import ImpactReceipt, Order, OrderLine, Payment
from checkout.printing.facts import (
    Row,
    Shop,
    add_up,
    clean,
    day,
    percent,
    provider_name,
    read_place,
    read_shop,
)
from problems.templatetags.claims import figure
from products.templatetags.money import money
from stories.letters import absolute

Status = Payment.Status
MOVED = {Status.CAPTURED, Status.REFUNDED}


@dataclass(frozen=True)
class ReceiptLine:
    title: str
    option: str
    sku: str
    quantity: int
    unit_price: str
    total: str


@dataclass(frozen=True)
class Movement:
    """Money that came, or goes back; `amount` with its sign."""

    when: str
    what: str
    way: str
    amount: str


@dataclass(frozen=True)
class Deed:
    amount: str
    statement: str
    verifier: str


@dataclass(frozen=True)
class Receipt:
    """`warning` says what the paper does not prove, if anything."""

    title: str
    warning: str
    shop: Shop
    number: str
    dates: list[Row]
    place: list[str]
    lines: list[ReceiptLine]
    sums: list[Row]
    total: Row
    taxes: list[Row]
    movements: list[Movement]
    balance: list[Row]
    deeds: list[Deed]
    # Where anybody may check what it does; empty before it is paid.
    check_address: str


def read_receipt(*, order: Order, site: Site | None) -> Receipt:
    lines = list(order.lines.prefetch_related("claims__entries").order_by("line_no"))
    payments = sorted(order.payments.all(), key=lambda payment: payment.pk)
    earned = find_receipt(order=order)
    paid = sum((p.amount for p in payments if _is_paid(p)), Decimal(0))
    return Receipt(
        title=_("Receipt") if paid else _("Order"),
        warning="" if paid else _("Nothing has been paid yet: this paper is not a receipt."),
        shop=read_shop(site),
        number=order.number,
        dates=_dates(order, payments),
        place=read_place(order),
        lines=[_read_line(line) for line in lines],
        sums=_sums(order),
        total=Row(_("Total"), money(order.total)),
        taxes=_taxes(order, lines),
        movements=[_read_movement(p) for p in payments if _is_paid(p) or p.kind == Payment.Kind.REFUND],
        balance=_balance(order, payments, paid),
        deeds=_deeds(order, lines, earned),
        check_address=absolute(earned.get_absolute_url()) if earned else "",
    )


def _is_paid(payment: Payment) -> bool:
    return payment.kind == Payment.Kind.CAPTURE and payment.status in MOVED


def _dates(order: Order, payments: list[Payment]) -> list[Row]:
    rows = [Row(_("Ordered"), day(order.placed_at))]
    settled = [p.settled_at for p in payments if _is_paid(p) and p.settled_at]
    if settled:
        rows.append(Row(_("Paid"), day(min(settled))))
    if order.delivered_at:
        rows.append(Row(_("Delivered"), day(order.delivered_at)))
    return rows


def _read_line(line: OrderLine) -> ReceiptLine:
    return ReceiptLine(
        title=clean(line.title),
        option=clean(line.option),
        sku=line.sku,
        quantity=line.quantity,
        unit_price=money(line.unit_price),
        total=money(line.line_total),
    )


def _sums(order: Order) -> list[Row]:
    rows = [Row(_("Objects"), money(order.subtotal))]
    if order.discount_total:
        rows.append(
            Row(" ".join([_("Discount"), order.coupon_code]).strip(), f"−{money(order.discount_total)}")
        )
    shipping = money(order.shipping_total) if order.shipping_total else _("Free")
    return [*rows, Row(_("Shipping, %(name)s") % {"name": clean(order.shipping_name)}, shipping)]


def _taxes(order: Order, lines: list[OrderLine]) -> list[Row]:
    """By rate; what is in the shipping cost counts with the goods where they all have one rate."""
    by_rate = add_up((line.tax_rate, line.tax) for line in lines)
    rest = order.tax_total - sum((tax for _rate, tax in by_rate), Decimal(0))
    if len(by_rate) == 1:
        by_rate, rest = [(by_rate[0][0], order.tax_total)], Decimal(0)
    rows = [Row(_("Tax included, %(rate)s") % {"rate": percent(rate)}, money(tax)) for rate, tax in by_rate]
    return [*rows, Row(_("Tax included, shipping"), money(rest))] if rest else rows


def _read_movement(payment: Payment) -> Movement:
    is_back = payment.kind == Payment.Kind.REFUND
    is_done = payment.status in MOVED
    back = _("Paid back") if is_done else _("To be paid back")
    return Movement(
        when=day((payment.settled_at if is_done else None) or payment.created_at),
        what=back if is_back else _("Paid"),
        way=provider_name(payment.provider),
        amount=f"−{money(payment.amount)}" if is_back else money(payment.amount),
    )


def _balance(order: Order, payments: list[Payment], paid: Decimal) -> list[Row]:
    if not paid:
        return []
    back = sum(
        (p.amount for p in payments if p.kind == Payment.Kind.REFUND and p.status in MOVED), Decimal(0)
    )
    owed = sum(
        (p.amount for p in payments if p.kind == Payment.Kind.REFUND and p.status not in MOVED), Decimal(0)
    )
    rows = [Row(_("Paid"), money(paid))]
    if back:
        rows.append(Row(_("Paid back"), f"−{money(back)}"))
    if owed:
        rows.append(Row(_("To be paid back"), f"−{money(owed)}"))
    return [*rows, Row(_("Paid in the end"), money(paid - back - owed))] if back or owed else rows


def _deeds(order: Order, lines: list[OrderLine], earned: ImpactReceipt | None) -> list[Deed]:
    """The same claim of several lines is added up; different units never are."""
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for _line, claim, amount in deeds_by_line(order=order, lines=lines, is_earned=earned is not None):
        sums[clean(claim.statement), clean(claim.unit), clean(claim.verifier)] += amount
    return [
        Deed(amount=f"{figure(amount)} {unit}", statement=statement, verifier=verifier)
        for (statement, unit, verifier), amount in sums.items()
    ]
