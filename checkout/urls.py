from django.urls import path

from checkout.views import (
    account,
    addresses,
    cart,
    checkout,
    guest_orders,
    impact,
    orders,
    payments,
    receipts,
    returns,
)

app_name = "checkout"

urlpatterns = [
    path("cart/", cart.show, name="cart"),
    path("cart/add/", cart.add, name="cart_add"),
    path("cart/summary/", cart.summary, name="cart_summary"),
    path("cart/coupon/", cart.coupon, name="cart_coupon"),
    path("cart/selection/", cart.select, name="cart_selection"),
    path("cart/lines/<int:line_id>/", cart.change, name="cart_line"),
    path("cart/lines/<int:line_id>/remove/", cart.remove, name="cart_line_remove"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("checkout/totals/", checkout.totals, name="totals"),
    path("checkout/buy-now/", cart.buy, name="buy_now"),
    path("checkout/return/<slug:number>/", payments.come_back, name="return"),
    path("payments/webhooks/<slug:provider>/", payments.webhook, name="webhook"),
    path("orders/find/", orders.find, name="find_order"),
    path("orders/<slug:number>/", orders.show, name="order"),
    path("orders/<slug:number>/receipt/", receipts.show, name="receipt"),
    path("orders/<slug:number>/receipt.pdf", receipts.show_pdf, name="receipt_pdf"),
    path("orders/<slug:number>/cancel/", orders.cancel, name="cancel_order"),
    path("orders/<slug:number>/pay/", payments.pay, name="pay_order"),
    path("orders/<slug:number>/address/", addresses.change, name="order_address"),
    path("orders/<slug:number>/returns/", returns.ask, name="order_returns"),
    path("orders/<slug:number>/returns/<int:line_id>/photo/", returns.photo, name="return_photo"),
    path("impact/", impact.museum, name="impact"),
    path("impact/problems/<str:slug>/", impact.room, name="impact_room"),
    path("impact/brands/<str:slug>/", impact.brand, name="impact_brand"),
    path("impact/receipts/<slug:code>/", impact.receipt, name="impact_receipt"),
    path("account/", account.show, name="my_orders"),
    path("account/impact/", impact.own, name="my_impact"),
    path("account/guest-orders/", guest_orders.show, name="guest_orders"),
    path("account/guest-orders/code/", guest_orders.send, name="guest_orders_code"),
]
