"""What each of seven visitors gets at every address of the shop and of the accounts, by every method."""

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TABLES = ("site", "account")
# What browsers send, and what deletes. `make proofs` sends the others.
OFTEN, SELDOM = ("GET", "POST", "DELETE"), ("HEAD", "PUT", "PATCH", "OPTIONS")


@pytest.mark.parametrize("table", TABLES)
def test_what_is_often_sent(house, table):
    assert house.differences(table, methods=OFTEN) == ""


@pytest.mark.long
@pytest.mark.parametrize("table", TABLES)
def test_what_is_seldom_sent(house, table):
    assert house.differences(table, methods=SELDOM) == ""
