import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["sessionid", "cart", "orders", "csrftoken", "messages"])
@pytest.mark.parametrize("path", ["/cart/", "/cart/summary/", "/orders/find/"])
def test_a_cookie_with_nul_is_as_good_as_none(client, name, path):
    client.cookies[name] = "abcdefgh\x00ijkl"
    assert client.get(path).status_code == 200
    assert client.get("/account/").status_code == 302
