"""What payment providers told the shop, and what became of it."""

from datetime import datetime

import django_filters
from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log

from checkout.desk.listing import (
    MomentColumn,
    PeriodFilter,
    provider_choices,
    provider_name,
)
from checkout.models import WebhookDelivery
from checkout.views.answers import safe_next
from checkout.webhook_inbox import GIVEN_UP_AFTER, process_again
from products.desk_listing import DeskColumn, DeskListing

AGAIN = "checkout.message_processed_again"
Outcome = WebhookDelivery.Outcome
STATES = [
    ("open", gettext_lazy("Needs somebody")),
    ("waiting", gettext_lazy("Waiting")),
    ("given_up", gettext_lazy("Waiting, and given up")),
    ("processed", gettext_lazy("Processed")),
    ("failed", gettext_lazy("Could not be settled")),
    ("unknown", gettext_lazy("Not one of our payments")),
]


def messages_in_state(*, now: datetime) -> dict[str, Q]:
    """Which messages are in a state, by its code; what is given up waits too, and needs somebody."""
    waiting, failed = Q(processed_at=None), Q(outcome=Outcome.FAILED)
    return {
        "open": waiting | failed,
        "waiting": waiting,
        "given_up": waiting & Q(received_at__lte=now - GIVEN_UP_AFTER),
        "processed": Q(outcome__in=[Outcome.SETTLED, Outcome.UNCHANGED]),
        "failed": failed,
        "unknown": Q(outcome=Outcome.UNKNOWN),
    }


class MessageFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=STATES,
        method="filter_state",
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    provider = django_filters.ChoiceFilter(
        label=gettext_lazy("Provider"),
        choices=provider_choices,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    received_at = PeriodFilter(label=gettext_lazy("Period"), widget=DateRangePickerWidget)

    class Meta:
        model = WebhookDelivery
        fields: list[str] = []

    def filter_state(self, kept, name, value):
        return kept.filter(messages_in_state(now=timezone.now())[value])


class AgainColumn(DeskColumn):
    def get_cell_context_data(self, instance, parent_context):
        may_process = instance.processed_at is None or instance.outcome == Outcome.FAILED
        return super().get_cell_context_data(instance, parent_context) | {"may_process": may_process}


@method_decorator(permission_required("checkout.view_order"), name="dispatch")
class MessageListView(DeskListing):
    model = WebhookDelivery
    template_name = "checkout/admin/listing.html"
    page_title = gettext_lazy("Provider messages")
    header_icon = "download"
    verbose_name = gettext_lazy("message")
    verbose_name_plural = gettext_lazy("messages")
    index_url_name = "provider_messages"
    index_results_url_name = "provider_messages_results"
    filterset_class = MessageFilterSet
    search_fields = ["event_id", "ref"]
    default_ordering = "-received_at"

    def get_base_queryset(self):
        return WebhookDelivery.objects.defer("body")

    @cached_property
    def columns(self):
        again = [AgainColumn("again", label="", template="checkout/admin/message_deeds.html")]
        return [
            Column("event_id", label=_("Message"), classname="reference"),
            Column("provider", label=_("Provider"), accessor=lambda row: provider_name(row.provider)),
            Column("kind", label=_("Kind"), classname="reference"),
            Column("ref", label=_("Reference"), classname="reference"),
            MomentColumn("received_at", label=_("Received"), sort_key="received_at"),
            MomentColumn("processed_at", label=_("Processed"), sort_key="processed_at"),
            Column("attempts", label=_("Attempts"), sort_key="attempts", classname="number"),
            Column("outcome", label=_("State"), accessor="get_outcome_display"),
            *(again if self.request.user.has_perm("checkout.change_order") else []),
        ]


@permission_required("checkout.change_order")
@require_POST
def process_message_again(request: HttpRequest, message_id: int) -> HttpResponse:
    delivery = get_object_or_404(WebhookDelivery, pk=message_id)
    if process_again(delivery=delivery):
        log(instance=delivery, action=AGAIN, user=request.user)
        messages.success(request, _("The provider is asked about this payment again."))
    else:
        messages.warning(request, _("Nothing was done: this message has been acted on."))
    return redirect(safe_next(request.POST.get("next", ""), reverse("provider_messages")))
