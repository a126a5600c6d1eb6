from django.urls import path

from checkout.api import cart

urlpatterns = [
    path("cart/", cart.CartView.as_view(), name="api_cart"),
    path("cart/items/", cart.ItemsView.as_view(), name="api_cart_items"),
    path("cart/items/<int:item_id>/", cart.ItemView.as_view(), name="api_cart_item"),
    path("cart/coupon/", cart.CouponView.as_view(), name="api_cart_coupon"),
    path("cart/selection/", cart.SelectionView.as_view(), name="api_cart_selection"),
]
