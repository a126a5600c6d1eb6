"""What each of seven visitors gets at every address of the shop and of the accounts, by every method."""

import pytest

pytestmark = pytest.mark.slow


def test_the_shop(house):
    assert house.differences("site") == ""


def test_the_accounts(house):
    assert house.differences("account") == ""
