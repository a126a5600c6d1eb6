"""Which mails an order owes its buyer. The row is written with the order; a worker composes and sends it."""

from checkout.models import Order, OrderMail


def owe_order_mail(*, order: Order, kind: str, occasion: str = "") -> OrderMail:
    """Writes the outbox row in the caller's transaction. One of each kind and occasion."""
    return OrderMail.objects.create(order=order, kind=kind, occasion=occasion)
