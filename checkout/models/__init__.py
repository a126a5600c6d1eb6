from checkout.models.cart import Cart, CartLine
from checkout.models.idempotency import IdempotencyKey
from checkout.models.impact import ImpactEntry, ImpactReceipt
from checkout.models.mail import OrderMail
from checkout.models.order import Order, OrderAddress, OrderEvent, OrderLine, OrderLineClaim
from checkout.models.origin import OrderOrigin
from checkout.models.payment import Payment, Refund, RefundLine
from checkout.models.returns import ReturnLine, ReturnRequest
from checkout.models.sealed import SealedOrderPerson
from checkout.models.shipping import Shipment, ShipmentLine, ShippingMethod, ShippingRate
from checkout.models.webhook import WebhookDelivery

__all__ = [
    "Cart",
    "CartLine",
    "IdempotencyKey",
    "ImpactEntry",
    "ImpactReceipt",
    "Order",
    "OrderAddress",
    "OrderEvent",
    "OrderLine",
    "OrderLineClaim",
    "OrderMail",
    "OrderOrigin",
    "Payment",
    "Refund",
    "RefundLine",
    "ReturnLine",
    "ReturnRequest",
    "SealedOrderPerson",
    "Shipment",
    "ShipmentLine",
    "ShippingMethod",
    "ShippingRate",
    "WebhookDelivery",
]
