import pytest
from django.core import mail
from django.utils import timezone
from post_office.models import STATUS, Email
from wagtail.models import ModelLogEntry

from checkout.outbox import CLAIM
from checkout.tasks import send_owed_mail
from tests.checkout.test_outbox import queued
from tests.factories.checkout import filled_cart, order_cart, placed_order
from tests.factories.museum import museum
from tests.factories.products import ProductImageFactory, stocked_variant
from tests.products.desk import member

pytestmark = pytest.mark.django_db
LIST = "/admin/mails/"


@pytest.fixture(autouse=True)
def _building():
    museum()


@pytest.fixture
def operator(client):
    user = member("operator", "checkout.view_order", "checkout.change_order")
    client.force_login(user)
    return user


def subjects(client, query="") -> list[str]:
    return [email.subject for email in client.get(f"{LIST}{query}").context["emails"]]


def test_mails_by_state(client, operator):
    queued(subject="gone", status=STATUS.sent)
    queued(subject="stuck", status=STATUS.failed)
    queued(subject="new")
    queued(subject="again", status=STATUS.requeued)
    queued(subject="now", status=None, scheduled_time=timezone.now() + CLAIM)
    assert subjects(client) == ["now", "again", "new", "stuck", "gone"]
    assert subjects(client, "?state=failed") == ["stuck"]
    assert subjects(client, "?state=waiting") == ["now", "again", "new"]
    assert subjects(client, "?state=sent") == ["gone"]


def test_mails_by_receiver_subject_and_order(client, operator):
    order = placed_order()
    send_owed_mail(order.mails.get().pk)
    queued(subject="Other", to=["someone@example.org"])
    assert subjects(client, "?q=someone@") == ["Other"]
    assert subjects(client, f"?q={order.number}") == [f"Your order {order.number}"]
    assert subjects(client, "?q=%00oth") == ["Other"]


def test_what_waits_to_be_written_is_named(client, operator):
    order = placed_order()
    assert [owed.order for owed in client.get(LIST).context["owed"]] == [order]


def test_a_failed_mail_says_why_and_can_be_resent(client, operator, django_capture_on_commit_callbacks):
    order = placed_order()
    send_owed_mail(order.mails.get().pk)
    email = Email.objects.get()
    Email.objects.update(status=STATUS.failed)
    email.logs.all().delete()
    email.logs.create(status=STATUS.failed, exception_type="TimeoutError", message="too slow")
    page = client.get(LIST).content.decode()
    assert page.count("TimeoutError, too slow") == 1
    assert page.count("1 mail could not be sent.") == 1
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{LIST}{email.pk}/resend/", {"next": "/admin/orders/"})
    assert response.headers["Location"] == "/admin/orders/"
    assert [message.subject for message in mail.outbox] == [f"Your order {order.number}"]
    entry = ModelLogEntry.objects.get(action="checkout.mail_resent")
    assert (entry.user, entry.object_id, entry.data) == (operator, str(order.pk), {"email": email.pk})


def test_a_mail_on_its_way_is_not_sent_beside(client, operator):
    email = queued(status=None, scheduled_time=timezone.now() + CLAIM)
    response = client.post(f"{LIST}{email.pk}/resend/", {"next": "https://evil.example/"}, follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert [str(message).strip() for message in response.context["messages"]] == [
        "This mail is being sent just now."
    ]


def test_whoever_only_reads_resends_nothing(client):
    client.force_login(member("reader", "checkout.view_order"))
    email = queued(status=STATUS.failed)
    assert client.get(LIST).content.decode().count("/resend/") == 0
    assert client.post(f"{LIST}{email.pk}/resend/").headers["Location"] == "/admin/"
    email.refresh_from_db()
    assert email.status == STATUS.failed


@pytest.mark.parametrize("kind", ["order_confirmation", "order_shipped", "order_cancelled"])
def test_each_kind_is_shown_with_a_real_order(client, operator, kind):
    order = placed_order()
    page = client.get(f"{LIST}{order.pk}/{kind}/")
    assert page.context["email"] is None
    assert page.context["letter"].text.count(order.number) >= 1
    html = client.get(f"{LIST}{order.pk}/{kind}/html/")
    assert html.content.decode() == page.context["letter"].html
    assert html.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_pictures_come_from_where_the_admin_is_visited(client, operator):
    variant = stocked_variant()
    ProductImageFactory(product=variant.product)
    order = order_cart(filled_cart(variant))
    html = client.get(f"{LIST}{order.pk}/order_confirmation/html/").content.decode()
    assert (html.count('src="/media/images/'), html.count('src="http')) == (1, 0)


def test_what_was_written_is_shown_as_it_was(client, operator):
    order = placed_order()
    send_owed_mail(order.mails.get().pk)
    Email.objects.update(message="as it was")
    page = client.get(f"{LIST}{order.pk}/order_confirmation/")
    assert (page.context["letter"].text, page.context["email"]) == ("as it was", Email.objects.get())


def test_an_unknown_kind_is_not_found(client, operator):
    assert client.get(f"{LIST}{placed_order().pk}/order_eaten/").status_code == 404


def test_other_peoples_keys_cannot_be_read(client, operator):
    queued(subject="Reset your password", message="https://museum.example/reset/key-123/")
    page = client.get(LIST).content.decode()
    assert (page.count("Reset your password") >= 1, page.count("key-123")) == (True, 0)
