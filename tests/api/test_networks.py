import pytest

from api.networks import owner_of


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::"),
        ("2001:db8:1:2::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("", ""),
        ("nowhere", "nowhere"),
    ],
)
def test_whoever_has_one_address_of_version_6_has_its_network(address, owner):
    assert owner_of(address) == owner
