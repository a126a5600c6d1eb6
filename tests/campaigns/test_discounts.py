from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from campaigns.discounts import share_out

WON = Decimal(1)


def test_lines_bear_it_by_their_value():
    totals = {1: Decimal(10000), 2: Decimal(20000), 3: Decimal(0)}
    assert share_out(discount=Decimal(1000), totals=totals, unit=WON) == {1: 333, 2: 667, 3: 0}


def test_nothing_bears_nothing():
    assert share_out(discount=Decimal(0), totals={1: Decimal(0)}, unit=WON) == {1: 0}


@given(totals=st.lists(st.integers(0, 1_000_000).map(Decimal), min_size=1, max_size=30), data=st.data())
def test_shares_add_up_and_no_line_bears_more_than_it_costs(totals, data):
    discount = Decimal(data.draw(st.integers(0, int(sum(totals)))))
    lines = dict(enumerate(totals))
    shares = share_out(discount=discount, totals=lines, unit=WON)
    assert sum(shares.values()) == discount
    assert all(0 <= shares[key] <= total for key, total in lines.items())
