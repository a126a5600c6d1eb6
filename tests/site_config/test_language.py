import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wanted", ["ko", "ko-KR,ko;q=0.9,en;q=0.8", "de"])
def test_pages_speak_the_shops_language_whatever_the_browser_prefers(client, wanted):
    client.cookies["django_language"] = "ko"
    page = client.post("/orders/find/", {"number": ""}, headers={"Accept-Language": wanted})
    assert '<html lang="en">' in page.content.decode()
    assert page.context["form"].errors["number"] == ["This field is required."]
    assert "Accept-Language" not in page.headers["Vary"]
