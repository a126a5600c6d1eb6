from django import template
from django.utils import timezone

from products.models import Product
from products.offers import Offer, make_offers

register = template.Library()


@register.filter
def offers_now(product: Product) -> list[Offer]:
    """What is offered, at the prices of this moment."""
    return make_offers(product=product, now=timezone.now())
