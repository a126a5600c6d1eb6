from django import template

from accounts.address_rules import write_phone

register = template.Library()


@register.filter
def telephone(number: str) -> str:
    """As people write it, see `accounts.address_rules.write_phone`."""
    return write_phone(phone=number)
