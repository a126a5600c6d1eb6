from django.urls import path

from checkout.api import orders, staff

urlpatterns = [
    path("orders/", orders.OrderListView.as_view(), name="api_orders"),
    path("orders/<slug:number>/", orders.OrderView.as_view(), name="api_order"),
    path("orders/<slug:number>/events/", orders.OrderEventsView.as_view(), name="api_order_events"),
    path("orders/<slug:number>/cancel/", orders.CancelView.as_view(), name="api_order_cancel"),
    path("orders/<slug:number>/pay/", orders.PayView.as_view(), name="api_order_pay"),
    path("orders/<slug:number>/returns/", orders.ReturnsView.as_view(), name="api_order_returns"),
    path("staff/stock-movements/", staff.StockMovementsView.as_view(), name="api_stock_movements"),
    path("staff/orders/<slug:number>/ship/", staff.ShipView.as_view(), name="api_ship"),
    path("staff/orders/<slug:number>/refund/", staff.RefundView.as_view(), name="api_refund"),
]
