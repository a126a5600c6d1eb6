from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail_modeladmin.views import IndexView, InspectView

from checkout.desk.mails import logs_of
from checkout.desk.money import PaymentRow, describe_payment
from checkout.desk.refunds import may_refund
from checkout.desk.steps import Step, find_step, offered_steps, take_step
from checkout.goods_back import RefundRefused
from checkout.models import Order, OrderMail, OrderOrigin, RefundLine, ShipmentLine
from checkout.models.order import OrderStatus
from checkout.order_address import may_change_address
from checkout.order_life import NothingToShip
from checkout.payments import KNOWN
from checkout.statuses import IllegalStep
from products.tables_as_csv import harmless

ORIGIN = ("first_story_title", "last_story_title", "campaign", "utm_source", "utm_medium", "utm_campaign")


def order_url(order: Order) -> str:
    return reverse("orders_modeladmin_inspect", args=[order.pk])


class OrderIndexView(IndexView):
    def get_page_title(self):
        return _("Orders")

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return redirect(self.index_url)

    def get_filters(self, request):
        """Only the filters that are shown count: any other name could ask tokens and passwords letter by letter."""
        specs, has_filters, _others, use_distinct = super().get_filters(request)
        return specs, has_filters, {}, use_distinct

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term.replace("\x00", ""))

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(queryset.prefetch_related("lines"), spreadsheet_format)

    def to_row_dict(self, item):
        row = super().to_row_dict(item)
        row["paid"] = _("Yes") if row["paid"] is True else _("No")
        row["country"] = str(item.country.name)
        return {name: harmless(value) for name, value in row.items()}


class OrderInspectView(InspectView):
    def get_page_title(self):
        return _("Order")

    def get_meta_title(self):
        return self.instance.number

    def get_context_data(self, **kwargs):
        order = self.instance
        can_change = self.request.user.has_perm("checkout.change_order")
        return super().get_context_data(
            fields=[],
            buttons=[],
            order=order,
            lines=_lines_of(order),
            payments=_payments_of(order),
            shipments=order.shipments.order_by("pk").prefetch_related(_pieces_in("lines", ShipmentLine)),
            events=order.events.select_related("actor"),
            mails=order.mails.select_related("email").prefetch_related(logs_of("email__logs")).order_by("pk"),
            mail_kinds=OrderMail.Kind.choices,
            payment_name=_payment_name(order),
            steps=offered_steps(order) if can_change else [],
            may_refund=can_change and may_refund(order),
            may_change_address=can_change and may_change_address(order),
            origin=_origin_of(order),
            returns=order.return_requests.order_by("pk"),
            former_addresses=order.former_addresses.all(),
            can_change=can_change,
            **kwargs,
        )


@permission_required("checkout.change_order")
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, order_id: int, step_name: str) -> HttpResponse:
    """Asks whether the step is meant, and takes it."""
    order = get_object_or_404(Order, pk=order_id)
    step = find_step(step_name)
    if step is None:
        raise Http404
    if not step.is_offered(order):
        messages.error(request, str(IllegalStep(order, step.to_status)))
        return redirect(order_url(order))
    form = step.form_class(request.POST if request.method == "POST" else None, order=order)
    if request.method == "POST" and form.is_valid():
        try:
            after = take_step(
                step=step, order=order, details=form.cleaned_data, actor=request.user, now=timezone.now()
            )
            _tell(request, step, before=order, after=after)
        except (IllegalStep, NothingToShip) as refusal:
            messages.error(request, str(refusal))
            return redirect(order_url(order))
        except RefundRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(order_url(order))
    context = {"order": order, "step": step, "form": form, "back": order_url(order)}
    return render(request, "checkout/admin/step.html", context)


def _tell(request: HttpRequest, step: Step, *, before: Order, after: Order) -> None:
    """Money that came too late may have been sent back instead of paying the order."""
    number = {"number": after.number}
    if step.to_status != OrderStatus.PAID or before.status != OrderStatus.EXPIRED:
        messages.success(request, step.done % number)
    elif after.status == OrderStatus.PAID:
        messages.success(request, _("Order %(number)s had expired. It is open again, and paid.") % number)
    else:
        text = _(
            "The pieces of order %(number)s are gone: it stays expired, and the money is to be paid back."
        )
        messages.warning(request, text % number)


def _lines_of(order: Order):
    return (
        order.lines.select_related("image", "story", "variant__product")
        .prefetch_related("claims", "image__renditions")
        .order_by("line_no")
    )


def _origin_of(order: Order) -> list[tuple[str, str]]:
    origin = OrderOrigin.objects.filter(order=order).first()
    fields = [field for field in OrderOrigin._meta.fields if field.name in ORIGIN]
    marks = ((str(field.verbose_name), getattr(origin, field.name, "")) for field in fields)
    return [(name, mark) for name, mark in marks if mark]


def _payments_of(order: Order) -> list[PaymentRow]:
    payments = order.payments.select_related("refund").order_by("pk")
    rows = payments.prefetch_related(_pieces_in("refund__lines", RefundLine))
    return [describe_payment(payment) for payment in rows]


def _pieces_in(path: str, model: type[RefundLine | ShipmentLine]) -> Prefetch:
    return Prefetch(path, model._default_manager.select_related("line").order_by("line__line_no"))


def _payment_name(order: Order) -> str:
    provider = KNOWN.get(order.payment_method)
    return str(provider.name) if provider else order.payment_method
