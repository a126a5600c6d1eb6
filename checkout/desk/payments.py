"""All the shop's money movements in one list, and those among them that wait for somebody."""

from datetime import datetime, timedelta

import django_filters
from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from checkout.desk.listing import (
    MomentColumn,
    MoneyColumn,
    PeriodFilter,
    provider_choices,
    provider_name,
)
from checkout.desk.money import describe_payment
from checkout.models import Payment
from checkout.models.order import OrderStatus
from checkout.payments import ONLINE
from products.desk_listing import DeskColumn, DeskListing

# The provider's word comes within seconds; reconciliation has asked several times by then.
UNANSWERED_AFTER = timedelta(minutes=10)
NEEDS = [
    ("anything", _("Anything")),
    ("failed", _("A refund that failed")),
    ("by_hand", _("A refund to pay by hand")),
    ("unanswered", _("A payment without an answer")),
    ("problem", _("A problem")),
]


def needing_somebody(*, now: datetime) -> dict[str, Q]:
    """Which payments wait for staff, by the code of the need."""
    refund, capture = Q(kind=Payment.Kind.REFUND), Q(kind=Payment.Kind.CAPTURE)
    pending, failed = Q(status=Payment.Status.PENDING), Q(status=Payment.Status.FAILED)
    online = Q(provider__in=ONLINE)
    # The buyer may still be standing before the provider's page.
    in_time = Q(order__status=OrderStatus.PENDING_PAYMENT, order__expires_at__gt=now)
    # A failed attempt is over once its order is paid otherwise or has ended.
    is_over = capture & failed & ~Q(order__status=OrderStatus.PENDING_PAYMENT)
    needs = {
        "failed": refund & failed,
        "by_hand": refund & pending & ~online,
        "unanswered": capture & pending & online & ~in_time & Q(created_at__lt=now - UNANSWERED_AFTER),
        "problem": ~Q(problem="") & ~is_over,
    }
    return needs | {"anything": needs["failed"] | needs["by_hand"] | needs["unanswered"] | needs["problem"]}


class PaymentFilterSet(WagtailFilterSet):
    needs = django_filters.ChoiceFilter(
        label=_("Needs somebody"),
        choices=NEEDS,
        method="filter_needs",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Payment.Kind.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Payment.Status.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    provider = django_filters.ChoiceFilter(
        label=_("Provider"), choices=provider_choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    created_at = PeriodFilter(label=_("Period"), widget=DateRangePickerWidget)

    class Meta:
        model = Payment
        fields: list[str] = []

    def filter_needs(self, payments, name, value):
        return payments.filter(needing_somebody(now=timezone.now())[value])


class DeedsColumn(DeskColumn):
    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"row": describe_payment(instance)}


def _order_page(payment: Payment) -> str:
    return reverse("orders_modeladmin_inspect", args=[payment.order_id])


@method_decorator(permission_required("checkout.view_order"), name="dispatch")
class PaymentListView(DeskListing):
    model = Payment
    template_name = "checkout/admin/listing.html"
    page_title = _("Payments")
    header_icon = "doc-full"
    verbose_name = _("payment")
    verbose_name_plural = _("payments")
    index_url_name = "payments"
    index_results_url_name = "payments_results"
    filterset_class = PaymentFilterSet
    search_fields = ["order__number", "provider_ref"]
    default_ordering = "-created_at"
    export_filename = "payments"
    export_headings = {
        "order.number": _("Order"),
        "kind": _("Kind"),
        "provider": _("Provider"),
        "amount": _("Amount"),
        "currency": _("Currency"),
        "status": _("Status"),
        "created_at": _("Recorded"),
        "asked_at": _("Asked"),
        "settled_at": _("Settled"),
        "provider_ref": _("Reference"),
        "problem": _("Problem"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self):
        return Payment.objects.select_related("order")

    @cached_property
    def columns(self):
        deeds = [DeedsColumn("deeds", label="", template="checkout/admin/payment_deeds.html")]
        return [
            TitleColumn("order", label=_("Order"), accessor="order.number", get_url=_order_page),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("provider", label=_("Provider"), accessor=lambda row: provider_name(row.provider)),
            MoneyColumn("amount", label=_("Amount"), sort_key="amount"),
            Column("status", label=_("Status"), accessor="get_status_display"),
            MomentColumn("created_at", label=_("Recorded"), sort_key="created_at"),
            MomentColumn("asked_at", label=_("Asked"), sort_key="asked_at"),
            MomentColumn("settled_at", label=_("Settled"), sort_key="settled_at"),
            Column("provider_ref", label=_("Reference"), classname="reference"),
            Column("problem", label=_("Problem"), classname="problem"),
            *(deeds if self.request.user.has_perm("checkout.change_order") else []),
        ]
