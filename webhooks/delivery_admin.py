"""What partners' systems were told, what waits, and what they did not take."""

import json

from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from webhooks.delivering import CannotSendAgain, send_again, send_failed_again
from webhooks.forms import DeliveryFilterForm
from webhooks.models import OutgoingDelivery

PER_PAGE = 50
SENT_AGAIN = "webhooks.sent_again"
ALL_SENT_AGAIN = "webhooks.all_sent_again"
VIEW = "webhooks.view_outgoingdelivery"
CHANGE = "webhooks.change_outgoingdelivery"


@permission_required(VIEW)
@require_safe
def show_log(request: HttpRequest) -> HttpResponse:
    form = DeliveryFilterForm({**request.GET.dict(), "q": request.GET.get("q", "").replace("\x00", "")})
    form.is_valid()
    deliveries = _filter(OutgoingDelivery.objects.all(), form.cleaned_data)
    page = Paginator(deliveries.select_related("message", "endpoint").order_by("-pk"), PER_PAGE).get_page(
        request.GET.get("p")
    )
    context = {
        "form": form,
        "deliveries": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "failed": OutgoingDelivery.objects.filter(status=OutgoingDelivery.Status.FAILED).count(),
        "can_send_again": request.user.has_perm(CHANGE),
    }
    return render(request, "webhooks/admin/deliveries.html", context)


@permission_required(VIEW)
@require_safe
def show(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = _find(delivery_id)
    payload = json.dumps(delivery.message.payload, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    context = {
        "delivery": delivery,
        "payload": payload,
        "can_send_again": request.user.has_perm(CHANGE),
    }
    return render(request, "webhooks/admin/delivery.html", context)


@permission_required(CHANGE)
@require_POST
def take_again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = _find(delivery_id)
    try:
        send_again(delivery=delivery, now=timezone.now())
    except CannotSendAgain:
        messages.warning(request, _("This message is being sent just now."))
    else:
        log(instance=delivery, action=SENT_AGAIN, user=request.user)
        messages.success(request, _("The message is on its way again."))
    return redirect(reverse("webhook_delivery", args=[delivery.pk]))


@permission_required(CHANGE)
@require_POST
def take_all_again(request: HttpRequest) -> HttpResponse:
    owed = send_failed_again(now=timezone.now())
    for endpoint, number in owed.items():
        log(instance=endpoint, action=ALL_SENT_AGAIN, user=request.user, data={"messages": number})
    number = sum(owed.values())
    text = ngettext("%(count)d message waits again.", "%(count)d messages wait again.", number)
    messages.success(request, text % {"count": number})
    return redirect(reverse("webhook_deliveries"))


def _find(delivery_id: int) -> OutgoingDelivery:
    return get_object_or_404(OutgoingDelivery.objects.select_related("message", "endpoint"), pk=delivery_id)


def _filter(deliveries: QuerySet[OutgoingDelivery], wanted: dict) -> QuerySet[OutgoingDelivery]:
    if endpoint := wanted.get("endpoint"):
        deliveries = deliveries.filter(endpoint=endpoint)
    if event := wanted.get("event"):
        deliveries = deliveries.filter(message__event=event)
    if state := wanted.get("state"):
        deliveries = deliveries.filter(status=state)
    if text := wanted.get("q"):
        deliveries = deliveries.filter(
            Q(message__event_id__istartswith=text) | Q(message__payload__data__number__iexact=text)
        )
    return deliveries
