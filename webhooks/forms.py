from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from webhooks.models import Event, OutgoingDelivery, WebhookEndpoint


class EndpointForm(WagtailAdminModelForm):
    events = forms.MultipleChoiceField(
        label=_("Events"), choices=Event.choices, widget=forms.CheckboxSelectMultiple
    )


class DeliveryFilterForm(forms.Form):
    """What the log shows. A filter that says nothing sensible is left out."""

    endpoint = forms.ModelChoiceField(
        label=_("Endpoint"),
        queryset=WebhookEndpoint.objects.all(),
        required=False,
        empty_label=_("All endpoints"),
    )
    event = forms.ChoiceField(
        label=_("Event"), choices=[("", _("All events")), *Event.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All states")), *OutgoingDelivery.Status.choices],
        required=False,
    )
    q = forms.CharField(
        label=_("Order number or event id"),
        required=False,
        max_length=50,
        widget=forms.TextInput(attrs={"type": "search", "class": "w-w-full"}),
    )
