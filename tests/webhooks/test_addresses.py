import pytest

from webhooks.addresses import AddressRefused, check_url, is_public


@pytest.fixture(autouse=True)
def production(settings):
    settings.WEBHOOK_ALLOW_PRIVATE = False


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.0.0.8", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]", "2130706433", "0x7f000001"],
)
def test_the_shops_own_network_is_not_called(host):
    with pytest.raises(AddressRefused, match="Only public addresses"):
        check_url(url=f"https://{host}/")


@pytest.mark.parametrize(
    "url", ["http://93.184.215.14/", "ftp://93.184.215.14/", "https://a:b@93.184.215.14/"]
)
def test_other_ways_of_calling_are_refused(url):
    with pytest.raises(AddressRefused):
        check_url(url=url)


def test_a_public_address_is_called():
    check_url(url="https://93.184.215.14/hook")


@pytest.mark.parametrize("address", ["64:ff9b::a00:1", "2002:a00:1::", "224.0.0.1", "100.64.0.1"])
def test_addresses_that_lead_elsewhere_are_not_public(address):
    assert is_public(address) is False
