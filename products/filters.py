import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from brands.models import BrandPage
from problems.models import ProblemPage
from products.models import Category, Product

STATES = [
    ("live", _("Live")),
    ("changed", _("Live with a newer draft")),
    ("draft", _("Draft")),
    ("expired", _("Expired")),
]
STOCK = [("in_stock", _("In stock")), ("sold_out", _("Sold out"))]


class ProductFilterSet(WagtailFilterSet):
    brand = django_filters.ModelChoiceFilter(label=_("Brand"), queryset=BrandPage.objects.order_by("title"))
    problem = django_filters.ModelChoiceFilter(
        label=_("Problem"), field_name="brand__problem", queryset=ProblemPage.objects.order_by("title")
    )
    category = django_filters.ModelChoiceFilter(label=_("Category"), queryset=Category.objects.all())
    state = django_filters.ChoiceFilter(label=_("Status"), choices=STATES, method="filter_state")
    stock = django_filters.ChoiceFilter(label=_("Stock"), choices=STOCK, method="filter_stock")

    class Meta:
        model = Product
        fields: list[str] = []

    def filter_state(self, products, name, value):
        wanted = {
            "live": {"live": True},
            "changed": {"live": True, "has_unpublished_changes": True},
            "draft": {"live": False, "expired": False},
            "expired": {"live": False, "expired": True},
        }
        return products.filter(**wanted[value])

    def filter_stock(self, products, name, value):
        return products.filter(free_pieces__gt=0) if value == "in_stock" else products.filter(free_pieces=0)
