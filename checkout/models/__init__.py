from checkout.models.cart import Cart, CartLine
from checkout.models.idempotency import IdempotencyKey
from checkout.models.mail import OrderMail
from checkout.models.order import Order, OrderEvent, OrderLine, OrderLineClaim
from checkout.models.payment import Payment
from checkout.models.shipping import Shipment, ShippingMethod, ShippingRate

__all__ = [
    "Cart",
    "CartLine",
    "IdempotencyKey",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderLineClaim",
    "OrderMail",
    "Payment",
    "Shipment",
    "ShippingMethod",
    "ShippingRate",
]
