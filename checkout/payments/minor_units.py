"""Money as the world outside counts it: whole numbers of a currency's smallest unit (ISO 4217)."""

from decimal import Decimal

from babel.numbers import get_currency_precision


def to_minor(amount: Decimal, currency: str) -> int:
    """12000 KRW is 12000, 12.50 USD is 1250. Raises ValueError for an amount between two units."""
    scaled = amount.scaleb(get_currency_precision(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} {currency} is no whole number of its smallest unit.")
    return int(scaled)


def from_minor(units: int, currency: str) -> Decimal:
    return Decimal(units).scaleb(-get_currency_precision(currency))
