from checkout.models import Order

REMEMBERED = (
    "full_name",
    "phone",
    "address_line1",
    "address_line2",
    "city",
    "region",
    "postcode",
    "country",
    "payment_method",
)


def remembered_delivery(*, user) -> dict:
    """What a signed-in shopper gave with the last order; nothing for a guest."""
    if not user.is_authenticated:
        return {}
    known = Order.objects.filter(user=user).newest_first().values(*REMEMBERED).first() or {}
    return {"email": user.email, "full_name": user.get_full_name(), **known}
