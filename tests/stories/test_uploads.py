"""What an editor may hang as a picture."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Collection

from stories.models import MuseumImage
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def editor(client):
    museum()
    client.force_login(member("editor", "*"))
    return client


def print_of() -> bytes:
    file = BytesIO()
    Image.new("RGB", (16, 20), "#1b5e73").save(file, "PNG")
    return file.getvalue()


def choose(client, name: str, content: bytes):
    """One picture with the form that asks for its title."""
    form = {"title": "Soap", "collection": Collection.get_first_root_node().pk}
    return client.post("/admin/images/add/", form | {"file": SimpleUploadedFile(name, content, "image/png")})


def drop(client, name: str, content: bytes):
    """Many pictures dropped onto the page at once."""
    form = {"collection": Collection.get_first_root_node().pk}
    picture = SimpleUploadedFile(name, content, "image/png")
    return client.post(
        "/admin/images/multiple/add/",
        form | {"files[]": picture},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


@pytest.mark.parametrize("upload", [choose, drop])
def test_a_picture_is_hung(editor, upload):
    upload(editor, "soap.png", print_of())
    assert MuseumImage.objects.get().file.name.startswith("original_images/soap")


@pytest.mark.parametrize("upload", [choose, drop])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("soap.svg", SVG),
        ("soap.html", HTML),
        ("soap.png", HTML),
        ("soap.png", SVG),
        ("soap.html", print_of()),
    ],
)
def test_what_could_run_is_refused(editor, upload, name, content):
    upload(editor, name, content)
    assert MuseumImage.objects.count() == 0
