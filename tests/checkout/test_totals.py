from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checkout.totals import LineSum, Totals, add_up, included_tax, line_total

WON = Decimal(1)
TEN = Decimal(10)
amounts = st.integers(min_value=0, max_value=10_000_000).map(Decimal)


def test_tax_is_inside_the_price():
    assert included_tax(amount=Decimal(11000), rate=TEN, unit=WON) == Decimal(1000)


def test_tax_is_rounded_half_up():
    assert included_tax(amount=Decimal(104), rate=TEN, unit=WON) == Decimal(9)
    assert included_tax(amount=Decimal("5.5"), rate=TEN, unit=WON) == Decimal(1)


def test_line_total_is_exact_for_fractions_that_floats_miss():
    assert line_total(unit_price=Decimal("0.10"), quantity=3) == Decimal("0.30")


def test_an_order_of_two_lines_and_shipping():
    totals = add_up(
        lines=[LineSum(Decimal(24000)), LineSum(Decimal(5000))], shipping=Decimal(3000), rate=TEN, unit=WON
    )
    assert totals == Totals(
        subtotal=Decimal(29000),
        discount_total=Decimal(0),
        shipping_total=Decimal(3000),
        tax_total=Decimal(2182 + 455 + 273),
        total=Decimal(32000),
    )


def test_nothing_costs_nothing():
    totals = add_up(lines=[], shipping=Decimal(0), rate=TEN, unit=WON)
    assert totals == Totals(Decimal(0), Decimal(0), Decimal(0), Decimal(0), Decimal(0))


@given(st.lists(st.tuples(amounts, amounts), max_size=20), amounts)
def test_the_parts_always_add_up(pairs, shipping):
    lines = [LineSum(max(pair), min(pair)) for pair in pairs]
    totals = add_up(lines=lines, shipping=shipping, rate=TEN, unit=WON)
    assert totals.total == sum(line.net for line in lines) + shipping
    assert totals.total == totals.subtotal - totals.discount_total + totals.shipping_total
    assert totals.tax_total == sum(
        included_tax(amount=a, rate=TEN, unit=WON) for a in [*(line.net for line in lines), shipping]
    )
    assert totals.tax_total * 10 <= totals.total + 10 * (len(lines) + 1)


def test_tax_is_that_of_what_is_paid():
    totals = add_up(
        lines=[LineSum(Decimal(22000), Decimal(11000)), LineSum(Decimal(5500))],
        shipping=Decimal(0),
        rate=TEN,
        unit=WON,
    )
    assert totals == Totals(Decimal(27500), Decimal(11000), Decimal(0), Decimal(1500), Decimal(16500))
