import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.museum import museum
from tests.factories.products import ProductFactory, stocked_variant

pytestmark = pytest.mark.django_db


def test_robots_stay_out_of_what_is_personal_and_find_the_sitemap(client):
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
    assert {"Disallow: /admin/", "Disallow: /cart/", "Disallow: /checkout/"} <= set(lines)


def test_whoever_finds_a_hole_learns_whom_to_write_to(client, settings):
    settings.DEFAULT_FROM_EMAIL = "Museum <museum@example.org>"
    fields = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )
    assert fields["Contact"] == "mailto:museum@example.org"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=170) < left < timedelta(days=366)


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/django-admin/"])
def test_both_admins_are_entered_through_the_sites_own_log_in(client, address):
    response = client.get(address, follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


def test_uploaded_pictures_are_served_and_can_do_nothing(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "soap.png").write_bytes(b"picture")
    response = client.get("/media/images/soap.png")
    assert b"".join(response.streaming_content) == b"picture"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "public, max-age=2592000"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/media/documents/list.pdf", 404),
        ("/media/images/../secret", 400),
        ("/media/images/../documents/list.pdf", 400),
        ("/media/images/", 404),
    ],
)
def test_nothing_else_that_was_uploaded_is_served(client, settings, tmp_path, address, status):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "list.pdf").write_bytes(b"private")
    (tmp_path / "secret").write_bytes(b"private")
    assert client.get(address).status_code == status


def test_the_sitemap_lists_pages_and_products_that_are_on_show(client, settings):
    settings.SITE_URL = "https://museum.example"
    museum()
    product = stocked_variant().product
    ProductFactory(slug="a-draft", live=False)
    found = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    assert f"https://museum.example/products/{product.slug}/" in found
    assert "http://localhost/problems/" in found
    assert [address for address in found if "a-draft" in address] == []
