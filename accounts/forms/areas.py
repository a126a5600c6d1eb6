"""What staff type about an area. Where it belongs is chosen when it is made, and stays."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Area


class AreaForm(forms.ModelForm):
    class Meta:
        model = Area
        fields = ["local_name", "name", "code"]

    def _get_validation_exclusions(self):
        """One code in one country, whether the country stands in the form or not."""
        exclusions = super()._get_validation_exclusions()
        return exclusions - {"country"} if self.instance.country else exclusions


class NewAreaForm(AreaForm):
    """`parent` comes with the page; without one it is a province, and of the country that is chosen."""

    parent = forms.ModelChoiceField(queryset=Area.objects.all(), required=False, widget=forms.HiddenInput)

    class Meta(AreaForm.Meta):
        fields = ["country", *AreaForm.Meta.fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Beside a province, its country stands already.
        if self["parent"].value():
            del self.fields["country"]

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        if parent is not None and parent.level == Area.Level.DISTRICT:
            raise ValidationError(_("Nothing belongs to a district."))
        return parent

    def _post_clean(self):
        """The rules of the row are asked with its place in the tree."""
        parent = self.cleaned_data.get("parent")
        self.instance.parent = parent
        self.instance.level = parent.level + 1 if parent else Area.Level.PROVINCE
        if parent is not None:
            self.instance.country = parent.country
        super()._post_clean()
