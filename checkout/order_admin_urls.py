"""Where the screens of the order desk stand under /admin/."""

from django.urls import path

from checkout import (
    order_admin_address,
    order_admin_day,
    order_admin_mails,
    order_admin_messages,
    order_admin_money,
    order_admin_payments,
    order_admin_refunds,
    order_admin_reports,
    order_admin_returns,
    order_admin_slips,
    order_admin_transfers,
    order_admin_views,
    order_admin_write,
)

urlpatterns = [
    path("day/", order_admin_day.show_day, name="day"),
    path("day/audit/", order_admin_day.audit, name="day_audit"),
    path("orders/<int:order_id>/packing-slip/", order_admin_slips.show_slip, name="packing_slip"),
    path("orders/<int:order_id>/packing-slip.pdf", order_admin_slips.show_slip_pdf, name="packing_slip_pdf"),
    path("write-order/", order_admin_write.write, name="order_write"),
    path("packing-slips/", order_admin_slips.show_slips, name="packing_slips"),
    path("packing-slips.pdf", order_admin_slips.show_slips_pdf, name="packing_slips_pdf"),
    path("orders/<int:order_id>/address/", order_admin_address.change, name="order_address_admin"),
    path("orders/<int:order_id>/refund/", order_admin_refunds.refund, name="order_refund"),
    path("returns/", order_admin_returns.show_returns, name="order_returns"),
    path("returns/<int:request_id>/", order_admin_returns.show_return, name="order_return"),
    path("returns/<int:request_id>/decide/", order_admin_returns.decide, name="order_return_decide"),
    path("returns/<int:request_id>/receive/", order_admin_returns.receive, name="order_return_receive"),
    path("returns/<int:request_id>/close/", order_admin_returns.close, name="order_return_close"),
    path("returns/photos/<int:line_id>/", order_admin_returns.photo, name="order_return_photo"),
    path("orders/<int:order_id>/<slug:step_name>/", order_admin_views.take, name="order_step"),
    path("transfers/", order_admin_transfers.show_transfers, name="transfers"),
    path("transfers/preview/", order_admin_transfers.preview, name="transfer_preview"),
    path("transfers/confirm/", order_admin_transfers.confirm, name="transfer_confirm"),
    path("payments/", order_admin_payments.PaymentListView.as_view(), name="payments"),
    path(
        "payments/results/",
        order_admin_payments.PaymentListView.as_view(results_only=True),
        name="payments_results",
    ),
    path("payments/<int:payment_id>/ask/", order_admin_money.ask_provider, name="payment_ask"),
    path("payments/<int:payment_id>/give-back/", order_admin_money.give_back, name="payment_give_back"),
    path("payments/<int:payment_id>/retry/", order_admin_money.retry, name="refund_retry"),
    path("payments/<int:payment_id>/by-hand/", order_admin_money.pay_by_hand, name="refund_by_hand"),
    path("provider-messages/", order_admin_messages.MessageListView.as_view(), name="provider_messages"),
    path(
        "provider-messages/results/",
        order_admin_messages.MessageListView.as_view(results_only=True),
        name="provider_messages_results",
    ),
    path(
        "provider-messages/<int:message_id>/again/",
        order_admin_messages.process_message_again,
        name="provider_message_again",
    ),
    path("reports/customers/", order_admin_reports.CustomerReportView.as_view(), name="customer_report"),
    path(
        "reports/customers/results/",
        order_admin_reports.CustomerReportView.as_view(results_only=True),
        name="customer_report_results",
    ),
    path(
        "reports/brand-sales/", order_admin_reports.BrandSalesReportView.as_view(), name="brand_sales_report"
    ),
    path(
        "reports/brand-sales/results/",
        order_admin_reports.BrandSalesReportView.as_view(results_only=True),
        name="brand_sales_report_results",
    ),
    path("mails/", order_admin_mails.show_mails, name="order_mails"),
    path("mails/<int:email_id>/resend/", order_admin_mails.resend, name="order_mail_resend"),
    path("mails/<int:order_id>/<slug:kind>/", order_admin_mails.preview, name="order_mail"),
    path("mails/<int:order_id>/<slug:kind>/html/", order_admin_mails.preview_html, name="order_mail_html"),
]
