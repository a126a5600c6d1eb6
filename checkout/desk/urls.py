"""Where the screens of the order desk stand under /admin/."""

from django.urls import path

from checkout.desk import (
    address,
    day,
    mails,
    messages,
    money,
    order_views,
    payments,
    refunds,
    reports,
    returns,
    slips,
    transfers,
    writing,
)
from checkout.desk.figures.reports import TITLES, FiguresView

urlpatterns = [
    path("day/", day.show_day, name="day"),
    path("day/audit/", day.audit, name="day_audit"),
    path("orders/<int:order_id>/packing-slip/", slips.show_slip, name="packing_slip"),
    path("orders/<int:order_id>/packing-slip.pdf", slips.show_slip_pdf, name="packing_slip_pdf"),
    path("write-order/", writing.write, name="order_write"),
    path("packing-slips/", slips.show_slips, name="packing_slips"),
    path("packing-slips.pdf", slips.show_slips_pdf, name="packing_slips_pdf"),
    path("orders/<int:order_id>/address/", address.change, name="order_address_admin"),
    path("orders/<int:order_id>/refund/", refunds.refund, name="order_refund"),
    path("returns/", returns.show_returns, name="order_returns"),
    path("returns/<int:request_id>/", returns.show_return, name="order_return"),
    path("returns/<int:request_id>/decide/", returns.decide, name="order_return_decide"),
    path("returns/<int:request_id>/receive/", returns.receive, name="order_return_receive"),
    path("returns/<int:request_id>/close/", returns.close, name="order_return_close"),
    path("returns/photos/<int:line_id>/", returns.photo, name="order_return_photo"),
    path("orders/<int:order_id>/<slug:step_name>/", order_views.take, name="order_step"),
    path("transfers/", transfers.show_transfers, name="transfers"),
    path("transfers/preview/", transfers.preview, name="transfer_preview"),
    path("transfers/confirm/", transfers.confirm, name="transfer_confirm"),
    path("payments/", payments.PaymentListView.as_view(), name="payments"),
    path(
        "payments/results/",
        payments.PaymentListView.as_view(results_only=True),
        name="payments_results",
    ),
    path("payments/<int:payment_id>/ask/", money.ask_provider, name="payment_ask"),
    path("payments/<int:payment_id>/give-back/", money.give_back, name="payment_give_back"),
    path("payments/<int:payment_id>/retry/", money.retry, name="refund_retry"),
    path("payments/<int:payment_id>/by-hand/", money.pay_by_hand, name="refund_by_hand"),
    path("provider-messages/", messages.MessageListView.as_view(), name="provider_messages"),
    path(
        "provider-messages/results/",
        messages.MessageListView.as_view(results_only=True),
        name="provider_messages_results",
    ),
    path(
        "provider-messages/<int:message_id>/again/",
        messages.process_message_again,
        name="provider_message_again",
    ),
    path("reports/customers/", reports.CustomerReportView.as_view(), name="customer_report"),
    path(
        "reports/customers/results/",
        reports.CustomerReportView.as_view(results_only=True),
        name="customer_report_results",
    ),
    path("reports/brand-sales/", reports.BrandSalesReportView.as_view(), name="brand_sales_report"),
    path(
        "reports/brand-sales/results/",
        reports.BrandSalesReportView.as_view(results_only=True),
        name="brand_sales_report_results",
    ),
    *(
        path(f"reports/{by}-figures/{tail}", FiguresView.as_view(by=by, results_only=bool(tail)), name=name)
        for by in TITLES
        for tail, name in (("", f"{by}_figures"), ("results/", f"{by}_figures_results"))
    ),
    path("mails/", mails.show_mails, name="order_mails"),
    path("mails/<int:email_id>/resend/", mails.resend, name="order_mail_resend"),
    path("mails/<int:order_id>/<slug:kind>/", mails.preview, name="order_mail"),
    path("mails/<int:order_id>/<slug:kind>/html/", mails.preview_html, name="order_mail_html"),
]
