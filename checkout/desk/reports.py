"""Reports about customers and brands, beside Wagtail's own."""

from decimal import Decimal
from urllib.parse import urlencode

import django_filters
from django import forms
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import any_permission_required, permission_required
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import (
    ButtonsColumnMixin,
    Column,
    NumberColumn,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.widgets.button import Button, ButtonWithDropdown

from accounts.deactivation import is_closed
from accounts.models import User
from brands.models import BrandPage
from checkout.desk.listing import MomentColumn, MoneyColumn
from checkout.sales_figures import is_of_the_house, list_brand_sales, list_customers, with_open_order
from products.desk_listing import DeskListing
from products.prices import smallest_unit

LEAST_ORDERS = 5
# A right of its own: whoever may see accounts is shown everybody's by Wagtail, staff and their roles too.
FOR_CUSTOMERS = "checkout.view_customers"
# No person is named here: whoever advertises the brands may read it as well.
FOR_BRANDS = ("checkout.view_order", "campaigns.view_advertslot")


class CustomerFilterSet(WagtailFilterSet):
    is_open = django_filters.ChoiceFilter(
        label=_("Has an open order"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        method="filter_open",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    who = django_filters.ChoiceFilter(
        label=_("Who"),
        choices=[("house", _("Company mail or staff, not banned")), ("others", _("Everybody else"))],
        method="filter_who",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("active", _("Active")), ("inactive", _("Deactivated or closed"))],
        method="filter_state",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = User
        fields: list[str] = []

    def filter_state(self, customers, name, value):
        return customers.filter(is_active=value == "active")

    def filter_open(self, customers, name, value):
        return customers.filter(with_open_order() if value == "yes" else ~with_open_order())

    def filter_who(self, customers, name, value):
        return customers.filter(is_of_the_house() if value == "house" else ~is_of_the_house())


class CustomerColumn(ButtonsColumnMixin, TitleColumn):
    """Whose account it is, with what can be done to it."""

    def get_link_url(self, instance, parent_context):
        return _page_of(instance) if _may_change(parent_context) else None

    def get_buttons(self, instance, parent_context):
        acts = []
        if parent_context["request"].user.has_perm("checkout.view_order"):
            acts.append(
                Button(_("Orders of this account"), url=_orders_of(instance), icon_name="list-ul", priority=5)
            )
        if _may_change(parent_context):
            acts += _acts_of_owners(instance)
        if not acts:
            return []
        label = _("What can be done to “%(name)s”") % {"name": _name_of(instance)}
        return [ButtonWithDropdown(buttons=acts, icon_name="dots-horizontal", attrs={"aria-label": label})]


@method_decorator(permission_required(FOR_CUSTOMERS), name="dispatch")
class CustomerReportView(DeskListing):
    model = User
    template_name = "checkout/admin/listing.html"
    page_title = _("Customers")
    header_icon = "group"
    verbose_name = _("customer")
    verbose_name_plural = _("customers")
    index_url_name = "customer_report"
    index_results_url_name = "customer_report_results"
    filterset_class = CustomerFilterSet
    # Accounts are in the search index, which does not know what is counted here.
    search_backend_name = None
    search_fields = ["first_name", "last_name", "username", "email", "profile__nickname", "phone"]
    default_ordering = "-last_order"
    export_filename = "customers"
    export_headings = {
        "username": _("Log-in"),
        "get_full_name": _("Name"),
        "email": _("E-mail"),
        "profile.interest": _("Interest"),
        "date_joined": _("Joined"),
        "order_count": _("Orders"),
        "spent": _("Spent, net"),
        "last_order": _("Last order"),
        "is_active": _("Active"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self):
        return list_customers().select_related("profile__interest")

    @cached_property
    def columns(self):
        return [
            CustomerColumn("name", label=_("Name"), accessor=_name_of),
            Column("email", label=_("E-mail"), sort_key="email"),
            Column("profile.interest", label=_("Interest"), sort_key="profile__interest__title"),
            MomentColumn("date_joined", label=_("Joined"), sort_key="date_joined"),
            NumberColumn("order_count", label=_("Orders"), sort_key="order_count", classname="number"),
            MoneyColumn("spent", label=_("Spent, net"), sort_key="spent"),
            MomentColumn("last_order", label=_("Last order"), sort_key="last_order"),
            StatusTagColumn(
                "state", label=_("State"), accessor=_state_of, primary=lambda customer: customer.is_active
            ),
        ]


class BrandSalesFilterSet(WagtailFilterSet):
    least = django_filters.NumberFilter(
        label=_("Orders, at least"),
        field_name="order_count",
        lookup_expr="gte",
        initial=LEAST_ORDERS,
        min_value=0,
        max_value=1_000_000,
    )

    class Meta:
        model = BrandPage
        fields: list[str] = []

    def __init__(self, data=None, *args, **kwargs):
        asked = data.copy() if data is not None else {}
        asked.setdefault("least", str(LEAST_ORDERS))
        super().__init__(asked, *args, **kwargs)


@method_decorator(any_permission_required(*FOR_BRANDS), name="dispatch")
class BrandSalesReportView(DeskListing):
    model = BrandPage
    template_name = "checkout/admin/listing.html"
    page_title = _("Brands by sales")
    header_icon = "order-down"
    verbose_name = _("brand")
    verbose_name_plural = _("brands")
    index_url_name = "brand_sales_report"
    index_results_url_name = "brand_sales_report_results"
    filterset_class = BrandSalesFilterSet
    search_backend_name = None
    search_fields = ["title"]
    default_ordering = "-revenue"
    export_filename = "brand-sales"
    export_headings = {
        "title": _("Brand"),
        "order_count": _("Orders"),
        "pieces": _("Pieces"),
        "revenue": _("Revenue, net"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self):
        return list_brand_sales()

    def to_row_dict(self, item):
        return super().to_row_dict(item) | {"revenue": _revenue_of(item)}

    @cached_property
    def columns(self):
        return [
            Column("title", label=_("Brand"), sort_key="title"),
            NumberColumn("order_count", label=_("Orders"), sort_key="order_count", classname="number"),
            NumberColumn("pieces", label=_("Pieces"), sort_key="pieces", classname="number"),
            MoneyColumn("revenue", label=_("Revenue, net"), accessor=_revenue_of, sort_key="revenue"),
        ]


class CustomerReportItem(MenuItem):
    def __init__(self):
        address = reverse("customer_report")
        super().__init__(_("Customers"), address, name="customers", icon_name="group", order=1100)

    def is_shown(self, request):
        return request.user.has_perm(FOR_CUSTOMERS)


class BrandReportItem(MenuItem):
    def __init__(self):
        address = reverse("brand_sales_report")
        super().__init__(
            _("Brands by sales"), address, name="brand-sales", icon_name="order-down", order=1110
        )

    def is_shown(self, request):
        return any(request.user.has_perm(permission) for permission in FOR_BRANDS)


def _acts_of_owners(customer: User) -> list[Button]:
    acts = [Button(_("Change"), url=_page_of(customer), icon_name="edit", priority=10)]
    if customer.is_active:
        door = reverse("customer_deactivate", args=[customer.pk])
        acts.append(Button(_("Deactivate"), url=door, icon_name="lock", priority=20))
    elif not is_closed(user=customer):
        door = reverse("customer_reactivate", args=[customer.pk])
        acts.append(Button(_("Activate again"), url=door, icon_name="lock-open", priority=20))
    return acts


def _orders_of(customer: User) -> str:
    return f"{reverse('orders_modeladmin_index')}?{urlencode({'customer': customer.pk})}"


def _may_change(context) -> bool:
    return context["request"].user.has_perm("accounts.change_user")


def _page_of(customer: User) -> str:
    return reverse("wagtailusers_users:edit", args=[customer.pk])


def _state_of(customer: User) -> str:
    if customer.is_active:
        return gettext("Active")
    return gettext("Closed") if is_closed(user=customer) else gettext("Deactivated")


def _name_of(customer: User) -> str:
    return customer.get_full_name() or customer.username


def _revenue_of(brand) -> Decimal:
    return Decimal(str(brand.revenue)).quantize(smallest_unit())
