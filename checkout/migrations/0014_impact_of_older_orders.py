"""What orders do that were paid before entries of impact were written, in portions of their own transactions.

An order that has a receipt is left alone: it may be run again. What went back before is one entry for each claim, at
the time of the last refund.
"""

import secrets
from collections import Counter
from datetime import datetime

from django.db import migrations, transaction
from django.db.models import Max, Min, Q, Sum

AT_ONCE = 500


def write_entries(apps, schema_editor):
    orders = apps.get_model("checkout", "Order").objects
    was_paid = (
        Q(payments__kind="capture", payments__status="captured")
        | Q(status="refunded")
        | Q(status="cancelled", events__to_status="paid")
    )
    paid = orders.filter(was_paid, impact_receipt=None, lines__claims__isnull=False).distinct().order_by("pk")
    last = 0
    while ids := list(paid.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            _write_portion(apps, ids)
        last = ids[-1]


def _write_portion(apps, ids: list[int]) -> None:
    receipts = {receipt.order_id: receipt for receipt in _write_receipts(apps, ids)}
    claims = apps.get_model("checkout", "OrderLineClaim").objects.filter(line__order__in=ids)
    captures = apps.get_model("checkout", "Payment").objects.filter(kind="capture", status="captured")
    held = set(captures.filter(order__in=ids).values_list("order_id", flat=True))
    paid_back = _pieces_paid_back(apps, ids)
    refunded = _last_refunds(apps, ids)
    entries = []
    for claim in claims.select_related("claim", "line__variant__product__brand").order_by("line", "pk"):
        line = claim.line
        receipt = receipts[line.order_id]
        earned = _earned(apps, receipt, claim)
        entries.append(earned)
        gone = max(paid_back[line.pk], line.released + line.returned)
        kept = line.quantity - gone if line.order_id in held else 0
        if kept < line.quantity:
            at = max(refunded.get(line.order_id, receipt.issued_at), receipt.issued_at)
            entries.append(_reversed(apps, earned, kept, at))
    apps.get_model("checkout", "ImpactEntry").objects.bulk_create(entries)


def _write_receipts(apps, ids: list[int]):
    # A failed attempt was settled too.
    taken = Min(
        "payments__settled_at",
        filter=Q(payments__kind="capture", payments__status__in=["captured", "refunded"]),
    )
    orders = apps.get_model("checkout", "Order").objects.filter(pk__in=ids).annotate(taken=taken)
    receipt = apps.get_model("checkout", "ImpactReceipt")
    return receipt.objects.bulk_create(
        receipt(order=order, code=secrets.token_hex(16), issued_at=order.taken or order.placed_at)
        for order in orders.order_by("pk")
    )


def _pieces_paid_back(apps, ids: list[int]) -> Counter:
    lines = apps.get_model("checkout", "RefundLine").objects.filter(line__order__in=ids).order_by()
    return Counter(dict(lines.values_list("line").annotate(pieces=Sum("quantity"))))


def _last_refunds(apps, ids: list[int]) -> dict[int, datetime]:
    refunds = apps.get_model("checkout", "Refund").objects.filter(payment__order__in=ids).order_by()
    return dict(refunds.values_list("payment__order").annotate(at=Max("created_at")))


def _earned(apps, receipt, claim):
    line = claim.line
    brand = line.variant.product.brand
    return apps.get_model("checkout", "ImpactEntry")(
        receipt=receipt,
        line_claim=claim,
        kind="earned",
        pieces=line.quantity,
        kept=line.quantity,
        amount_per_piece=claim.amount_per_piece,
        amount=claim.amount_per_piece * line.quantity,
        unit=claim.unit,
        statement=claim.statement,
        evidence_version=claim.evidence_version,
        brand=brand,
        problem_id=claim.claim.problem_id if claim.claim else brand.problem_id,
        at=receipt.issued_at,
    )


def _reversed(apps, earned, kept: int, at: datetime):
    entry = apps.get_model("checkout", "ImpactEntry")
    names = ("receipt", "line_claim", "amount_per_piece", "unit", "statement", "evidence_version")
    pieces = kept - earned.kept
    return entry(
        **{name: getattr(earned, name) for name in names},
        brand_id=earned.brand_id,
        problem_id=earned.problem_id,
        kind="reversed",
        pieces=pieces,
        kept=kept,
        amount=earned.amount_per_piece * pieces,
        at=at,
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("checkout", "0014_impact_entries")]

    operations = [migrations.RunPython(write_entries, migrations.RunPython.noop)]
