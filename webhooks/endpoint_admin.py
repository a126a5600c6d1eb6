"""The desk for endpoints: who is told, of what, and with which secret."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from webhooks.delivering import EndpointIsOff, send_test_message
from webhooks.forms import EndpointForm
from webhooks.models import Event, WebhookEndpoint

TESTED = "webhooks.tested"
LATEST = 5


class CreateEndpoint(generic.CreateView):
    def get_success_url(self):
        return reverse("webhook_endpoint", args=[self.object.pk])


class EndpointList(generic.IndexView):
    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if self.get_edit_url(instance):
            address = reverse("webhook_endpoint", args=[instance.pk])
            buttons.append(MenuItem(_("Secret and test"), url=address, icon_name="key", priority=15))
        return buttons


class EndpointViewSet(ModelViewSet):
    model = WebhookEndpoint
    name = "webhook_endpoints"
    url_prefix = "webhooks/endpoints"
    icon = "link"
    add_to_admin_menu = False
    copy_view_enabled = False
    add_view_class = CreateEndpoint
    index_view_class = EndpointList
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel(
                "url", help_text=gettext_lazy("It begins with https:// and leads to a public address.")
            ),
            FieldPanel("events"),
            FieldPanel("is_active"),
        ],
        base_form_class=EndpointForm,
    )
    list_display = [
        TitleColumn("name", label=gettext_lazy("Name"), url_name="webhook_endpoints:edit", sort_key="name"),
        Column("url", label=gettext_lazy("Address")),
        Column("events", label=gettext_lazy("Events"), accessor=lambda endpoint: ", ".join(endpoint.events)),
        BooleanColumn("is_active", label=gettext_lazy("Active"), sort_key="is_active"),
    ]


@never_cache
@permission_required("webhooks.change_webhookendpoint")
@require_safe
def show(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """The only page where the secret stands."""
    endpoint = get_object_or_404(WebhookEndpoint, pk=endpoint_id)
    context = {
        "endpoint": endpoint,
        "events": [Event(event).label for event in endpoint.events],
        "latest": endpoint.deliveries.select_related("message").order_by("-pk")[:LATEST],
    }
    return render(request, "webhooks/admin/endpoint.html", context)


@permission_required("webhooks.change_webhookendpoint")
@require_POST
def send_test(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    endpoint = get_object_or_404(WebhookEndpoint, pk=endpoint_id)
    try:
        message = send_test_message(endpoint=endpoint, now=timezone.now())
    except EndpointIsOff:
        messages.warning(request, _("“%(name)s” is switched off.") % {"name": endpoint})
    else:
        log(instance=endpoint, action=TESTED, user=request.user, data={"event_id": message.event_id})
        messages.success(request, _("The test message is on its way. See below what came of it."))
    return redirect(reverse("webhook_endpoint", args=[endpoint.pk]))
