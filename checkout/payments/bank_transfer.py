from datetime import datetime, timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.models import Order
from checkout.models.order import OrderStatus
from checkout.payments.offline import OfflineProvider


class BankTransfer(OfflineProvider):
    code = "bank_transfer"
    name: str | Promise = gettext_lazy("Bank transfer")
    description: str | Promise = gettext_lazy(
        "Transfer the amount within the days we keep the goods for you."
    )
    first_status: str = OrderStatus.PENDING_PAYMENT

    def deadline(self, now: datetime) -> datetime:
        return now + timedelta(hours=settings.BANK_TRANSFER_DEADLINE_HOURS)

    def instructions(self, order: Order) -> str:
        return _("Transfer the total to %(account)s and write %(number)s as the purpose.") % {
            "account": settings.BANK_TRANSFER_ACCOUNT,
            "number": order.number,
        }
