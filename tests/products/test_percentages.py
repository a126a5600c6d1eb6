from decimal import Decimal

from products.percentages import percent_of


def test_a_percentage_is_rounded_half_up():
    assert percent_of(percent=Decimal(15), amount=Decimal(12_350), unit=Decimal(1)) == Decimal(1853)
    cent = Decimal("0.01")
    assert percent_of(percent=Decimal("12.5"), amount=Decimal("10.20"), unit=cent) == Decimal("1.28")
