from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from checkout.models import Order, ReturnLine, ReturnRequest
from checkout.order_life import mark_delivered, ship_order
from checkout.returns import decide_return
from tests.factories.checkout import filled_cart, order_cart
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db


def delivered_order(client, *, days_ago: int = 0) -> Order:
    """Three soaps and three brushes with a guest whose browser knows the order."""
    then = timezone.now() - timedelta(days=days_ago)
    soap, brush = stocked_variant(product__name="Sea soap"), stocked_variant(product__name="Brush")
    order = order_cart(filled_cart(soap, brush, quantity=3))
    shipment = ship_order(order=order, carrier="", tracking_number="", actor=None, now=then)
    client.get(f"{order.get_absolute_url()}?token={order.access_token}")
    return mark_delivered(order=shipment.order, actor=None, now=then)


def url(order: Order) -> str:
    return f"/orders/{order.number}/returns/"


def photo(
    kind: str = "JPEG", *, size: tuple[int, int] = (60, 40), name: str = "me.jpg"
) -> SimpleUploadedFile:
    """A picture that knows where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825)[1] = "N"
    written = BytesIO()
    Image.new("RGB", size, "red").save(written, kind, exif=exif)
    return SimpleUploadedFile(name, written.getvalue(), content_type="text/html")


def test_what_arrived_can_be_asked_back_line_by_line(client):
    order = delivered_order(client)
    form = client.get(url(order)).context["form"]
    assert [(part.line.title, part.left) for part in form.by_line()] == [("Sea soap", 3), ("Brush", 3)]
    sent = {"pieces_1": "2", "reason_1": "damaged", "note_1": "It came in two", "pieces_2": "0"}
    answer = client.post(url(order), sent)
    assert (answer.status_code, answer["Location"]) == (303, order.get_absolute_url())
    line = ReturnLine.objects.get()
    assert (line.line.line_no, line.quantity, line.reason, line.note, line.photo.name) == (
        1,
        2,
        "damaged",
        "It came in two",
        "",
    )
    left = client.get(url(order)).context["form"].left
    assert left == {1: 1, 2: 3}


def test_the_order_shows_its_returns_with_status_and_answer(client):
    order = delivered_order(client)
    client.post(url(order), {"pieces_1": "1", "reason_1": "changed_mind"})
    decide_return(
        request=ReturnRequest.objects.get(), is_accepted=False, answer="Used.", actor=None, now=timezone.now()
    )
    [shown] = client.get(order.get_absolute_url()).context["returns"]
    assert (shown.status, shown.answer) == ("refused", "Used.")


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, {"__all__": ["Choose at least one piece."]}),
        ({"pieces_1": "0", "pieces_2": "0"}, {"__all__": ["Choose at least one piece."]}),
        ({"pieces_1": "1"}, {"reason_1": ["Choose a reason."]}),
        (
            {"pieces_1": "1", "reason_1": "damaged", "note_1": "x" * 501},
            {"note_1": ["Please use at most 500 characters; there are 501."]},
        ),
        (
            {"pieces_1": "4", "reason_1": "damaged"},
            {"pieces_1": ["Select a valid choice. 4 is not one of the available choices."]},
        ),
        (
            {"pieces_1": "1", "reason_1": "boredom"},
            {"reason_1": ["Select a valid choice. boredom is not one of the available choices."]},
        ),
    ],
)
def test_refused_beside_its_field_with_everything_kept(client, sent, errors):
    order = delivered_order(client)
    page = client.post(url(order), sent)
    form = page.context["form"]
    assert (page.status_code, form.errors, ReturnRequest.objects.count()) == (200, errors, 0)
    assert {name: form[name].value() for name in sent} == sent


class TestPhotos:
    @pytest.mark.parametrize(
        ("kind", "name"), [("JPEG", "me.jpg"), ("PNG", "me.png"), ("WEBP", "me.webp"), ("HEIF", "me.heic")]
    )
    def test_a_photo_is_drawn_anew_and_says_nothing_of_where_it_was_taken(
        self, client, kind, name, django_capture_on_commit_callbacks
    ):
        order = delivered_order(client)
        sent = {"pieces_1": "1", "reason_1": "damaged", "photo_1": photo(kind, name=name)}
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(url(order), sent).status_code == 303
        line = ReturnLine.objects.get()
        folder, _slash, stored = line.photo.name.rpartition("/")
        assert (folder, len(stored), stored[-4:]) == ("private/returns", 36, ".jpg")
        with Image.open(line.photo) as picture:
            assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (60, 40), {})

    def test_only_the_orders_owner_sees_it(self, client, django_capture_on_commit_callbacks):
        order = delivered_order(client)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url(order), {"pieces_1": "1", "reason_1": "damaged", "photo_1": photo()})
        line = ReturnLine.objects.get()
        path = f"/orders/{order.number}/returns/{line.pk}/photo/"
        answer = client.get(path)
        assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
            200,
            "image/jpeg",
            "nosniff",
        )
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert Client().get(path).status_code == 404
        assert client.get(f"/media/{line.photo.name}").status_code == 404
        other = delivered_order(client)
        assert client.get(f"/orders/{other.number}/returns/{line.pk}/photo/").status_code == 404

    def test_a_large_photo_becomes_smaller(self, client, django_capture_on_commit_callbacks):
        order = delivered_order(client)
        sent = {"pieces_1": "1", "reason_1": "damaged", "photo_1": photo(size=(4000, 1000))}
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url(order), sent)
        with Image.open(ReturnLine.objects.get().photo) as picture:
            assert picture.size == (2000, 500)

    @pytest.mark.parametrize(
        ("file", "told"),
        [
            (
                SimpleUploadedFile("me.jpg", b"<script>alert(1)</script>"),
                "This is not a photo we can read. Please choose a JPEG, PNG, WebP or HEIC.",
            ),
            (
                SimpleUploadedFile("me.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 100),
                "This is not a photo we can read. Please choose a JPEG, PNG, WebP or HEIC.",
            ),
            (
                SimpleUploadedFile("me.jpg", b"\0" * (8 * 1024 * 1024 + 1)),
                "The photo is larger than 8 MB. Please choose a smaller one.",
            ),
        ],
        ids=["a script", "half a photo", "too large"],
    )
    def test_what_is_no_photo_is_refused_and_the_words_are_kept(self, client, file, told):
        order = delivered_order(client)
        sent = {"pieces_1": "1", "reason_1": "damaged", "note_1": "Look", "photo_1": file}
        page = client.post(url(order), sent)
        assert page.context["form"].errors == {"photo_1": [told]}
        assert page.context["form"]["note_1"].value() == "Look"
        assert page.context["has_files"] is True
        assert ReturnRequest.objects.count() == 0

    def test_a_gif_is_no_photo(self, client):
        order = delivered_order(client)
        written = BytesIO()
        Image.new("RGB", (9, 9)).save(written, "GIF")
        sent = {"pieces_1": "1", "reason_1": "damaged"}
        page = client.post(url(order), sent | {"photo_1": SimpleUploadedFile("me.gif", written.getvalue())})
        assert list(page.context["form"].errors) == ["photo_1"]


def test_before_arrival_and_after_the_last_day_nothing_is_asked(client):
    order = order_cart(filled_cart(stocked_variant()))
    client.get(f"{order.get_absolute_url()}?token={order.access_token}")
    late = delivered_order(client, days_ago=9)
    ended = timezone.localdate(late.delivered_at) + timedelta(days=7)
    for asked, told in (
        (order, "Goods can be sent back once they have arrived."),
        (late, f"The time to send things back ended on {ended:%A}, {ended.day} {ended:%B}."),
    ):
        answer = client.post(url(asked), {"pieces_1": "1", "reason_1": "damaged"})
        assert answer["Location"] == asked.get_absolute_url()
        page = client.get(asked.get_absolute_url())
        assert [str(message) for message in page.context["messages"]] == [told]
    assert ReturnRequest.objects.count() == 0


def test_a_strangers_order_takes_nothing_back(client):
    order = delivered_order(client)
    stranger = Client()
    assert [stranger.get(url(order)).status_code, stranger.post(url(order), {}).status_code] == [404, 404]
