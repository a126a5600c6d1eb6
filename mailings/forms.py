from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput


class ScheduleForm(forms.Form):
    at = forms.DateTimeField(label=_("When"), widget=AdminDateTimeInput)


class NewsLanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the news"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
