from django import template

register = template.Library()


@register.simple_tag
def sold_out(offers):
    """Those that nobody can have now."""
    return [offer for offer in offers or () if not offer.available]
