from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from checkout.models import Order
from checkout.models.order import OrderStatus
from checkout.payments.offline import OfflineProvider


class CashOnDelivery(OfflineProvider):
    code = "cash_on_delivery"
    name: str | Promise = _("Cash on delivery")
    description: str | Promise = _("Pay when the parcel is in your hands.")
    first_status: str = OrderStatus.CONFIRMED

    def deadline(self, now: datetime) -> None:
        return None

    def instructions(self, order: Order) -> str:
        return ""
