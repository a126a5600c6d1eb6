from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView

from products.columns import PictureColumn, PriceColumn, StateColumn, StockColumn
from products.listing import list_for_desk, search_desk
from stories.choosers import SearchOnlyChooserViewSet


class ProductSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Name, brand or SKU")}),
    )

    def filter(self, objects):
        text = self.cleaned_data.get("q")
        if text:
            self.is_searching = True
            self.search_query = text
            objects = search_desk(products=objects, text=text)
        return super().filter(objects)


class ProductListing:
    filter_form_class = ProductSearchForm
    ordering = ["name", "pk"]

    def get_object_list(self):
        return list_for_desk()

    @property
    def columns(self):
        return [PictureColumn(), self.title_column, PriceColumn(), StockColumn(), StateColumn()]


class ProductChooseView(ProductListing, ChooseView):
    pass


class ProductChooseResultsView(ProductListing, ChooseResultsView):
    pass


class ProductChooserViewSet(SearchOnlyChooserViewSet):
    choose_view_class = ProductChooseView
    choose_results_view_class = ProductChooseResultsView
