"""Orders placed before pieces were counted line by line say by their status where the pieces are."""

from django.db import migrations
from django.db.models import F


def count_pieces(apps, schema_editor):
    lines = apps.get_model("checkout", "OrderLine").objects
    lines.filter(order__status__in=["shipped", "delivered"]).update(shipped=F("quantity"))
    lines.filter(order__status__in=["cancelled", "expired"]).update(released=F("quantity"))


def hand_back(apps, schema_editor):
    """The captures of cancelled orders are those that their pending refunds reverse."""
    payments = apps.get_model("checkout", "Payment").objects
    for refund in payments.filter(kind="refund", reverses=None):
        capture = payments.filter(order=refund.order_id, kind="capture", status="captured").first()
        if capture is None:
            continue
        payments.filter(pk=capture.pk).update(status="refunded", settled_at=refund.created_at)
        payments.filter(pk=refund.pk).update(reverses=capture)
        apps.get_model("checkout", "Refund").objects.get_or_create(
            payment_id=refund.pk, defaults={"created_at": refund.created_at}
        )


class Migration(migrations.Migration):
    dependencies = [("checkout", "0004_money_and_promises")]

    operations = [
        migrations.RunPython(count_pieces, migrations.RunPython.noop),
        migrations.RunPython(hand_back, migrations.RunPython.noop),
    ]
