"""Who buys and whose objects are bought, in sums of what the shop holds: paid, and not paid back."""

from email.utils import parseaddr

from django.conf import settings
from django.db.models import Count, DecimalField, Exists, FloatField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce, NullIf

from accounts.models import User
from accounts.roles import STAFF_ROLES
from brands.models import BrandPage
from checkout.models import Order, OrderLine, Payment, RefundLine
from checkout.models.order import OrderStatus
from checkout.statuses import UNSOLD

ON_ITS_WAY = (
    OrderStatus.PENDING_PAYMENT,
    OrderStatus.CONFIRMED,
    OrderStatus.PAID,
    OrderStatus.PACKED,
    OrderStatus.SHIPPED,
)
BRAND = "variant__product__brand"


def list_customers() -> QuerySet[User]:
    """Every account with `order_count`, `spent` (net of what goes back, shipping included) and `last_order`."""
    orders = Order.objects.filter(user=OuterRef("pk")).order_by()
    held = Payment.objects.captures().filter(status=Payment.Status.CAPTURED, order__user=OuterRef("pk"))
    back = Payment.objects.refunds().filter(
        reverses__status=Payment.Status.CAPTURED, order__user=OuterRef("pk")
    )
    return User.objects.annotate(
        order_count=Coalesce(Subquery(orders.values("user").annotate(n=Count("pk")).values("n")), 0),
        last_order=Subquery(orders.newest_first().values("placed_at")[:1]),
        spent=_sum_of(held) - _sum_of(back),
    )


def with_open_order() -> Exists:
    """Whether somebody waits for money, a parcel or a carrier."""
    is_open = Q(status__in=ON_ITS_WAY) | Q(status=OrderStatus.PARTIALLY_REFUNDED, delivered_at=None)
    return Exists(Order.objects.filter(is_open, user=OuterRef("pk")))


def is_of_the_house() -> Q:
    """(Company mail or staff) and not banned; company mail ends as the address that the shop writes from."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    roles = User.groups.through.objects.filter(user=OuterRef("pk"), group__name__in=STAFF_ROLES)
    return (Q(email__iendswith=f"@{domain}") | Q(is_staff=True) | Exists(roles)) & ~Q(is_active=False)


def list_brand_sales() -> QuerySet[BrandPage]:
    """Brands with `order_count` and `pieces` of orders that did not end unpaid, and `revenue`.

    Revenue is of objects in orders that hold money, less their share of discounts and of what goes back; shipping
    is not in it. A sum that staff named goes back from goods and shipping in proportion.
    """
    lines = OrderLine.objects.filter(**{BRAND: OuterRef("pk")}).order_by()
    living = lines.exclude(order__status__in=UNSOLD).values(BRAND)
    held = lines.filter(order__in=Order.objects.paid().values("pk"))
    named = held.filter(
        order__payments__kind=Payment.Kind.REFUND,
        order__payments__reverses__status=Payment.Status.CAPTURED,
        order__payments__refund__lines=None,
    )
    back = RefundLine.objects.filter(
        **{f"line__{BRAND}": OuterRef("pk")}, refund__payment__reverses__status=Payment.Status.CAPTURED
    ).order_by()
    share = Cast("order__payments__amount", FloatField()) / Cast(NullIf("order__total", 0), FloatField())
    return BrandPage.objects.annotate(
        order_count=Coalesce(Subquery(living.annotate(n=Count("order", distinct=True)).values("n")), 0),
        pieces=Coalesce(Subquery(living.annotate(n=Sum("quantity")).values("n")), 0),
        revenue=_total(held.values(BRAND), _less_discount())
        - _total(back.values(f"line__{BRAND}"), Cast("amount", FloatField()))
        - _total(named.values(BRAND), _less_discount() * share),
    )


def _less_discount():
    return Cast("line_total", FloatField()) - Cast("discount", FloatField())


def _total(grouped: QuerySet, expression):
    return Coalesce(Subquery(grouped.annotate(n=Sum(expression)).values("n"), output_field=FloatField()), 0.0)


def _sum_of(payments: QuerySet[Payment]):
    total = payments.order_by().values("order__user").annotate(n=Sum("amount")).values("n")
    return Coalesce(Subquery(total), 0, output_field=DecimalField(max_digits=14, decimal_places=2))
