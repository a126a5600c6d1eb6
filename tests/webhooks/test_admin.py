"""The desk: who may see and do what, and what comes of it."""

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.roles import give_role, setup_roles
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum
from tests.factories.webhooks import endpoint
from tests.webhooks.receiver import Receiver
from webhooks.announcing import announce, owe
from webhooks.models import OutgoingDelivery, WebhookEndpoint

pytestmark = pytest.mark.django_db
LOG = "/admin/webhooks/deliveries/"
ENDPOINTS = "/admin/webhooks/endpoints/"
NOBODY = "http://127.0.0.1:9/"


def enter(client, role):
    museum()
    setup_roles()
    if role is None:
        return None
    user = UserFactory(username=role)
    give_role(user=user, role=role)
    client.force_login(user)
    return user


@pytest.fixture
def owner(client):
    return enter(client, "owner")


def owed(number="IM-1", **fields) -> OutgoingDelivery:
    partner = WebhookEndpoint.objects.first() or endpoint(NOBODY)
    message = owe(event="order.placed", data={"number": number}, endpoints=[partner], now=timezone.now())
    message.deliveries.update(**fields)
    return message.deliveries.get()


def says(response) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("role", "log", "endpoints", "again"),
    [
        (None, 302, 302, 302),
        ("shopper", 302, 302, 302),
        ("editor", 302, 302, 302),
        ("marketer", 302, 302, 302),
        ("operator", 200, 302, 302),
        ("owner", 200, 200, 302),
    ],
)
def test_who_may_what(client, role, log, endpoints, again):
    enter(client, role)
    delivery = owed(status="failed")
    one = f"{ENDPOINTS}{delivery.endpoint_id}/"
    assert [client.get(path).status_code for path in (LOG, f"{LOG}{delivery.pk}/")] == [log] * 2
    pages = (ENDPOINTS, f"{ENDPOINTS}new/", f"{ENDPOINTS}edit/{delivery.endpoint_id}/", one)
    assert [client.get(path).status_code for path in pages] == [endpoints] * 4
    for path in (f"{LOG}{delivery.pk}/again/", f"{LOG}again/", f"{one}test/"):
        assert client.post(path).status_code == again
    delivery.refresh_from_db()
    assert delivery.status == ("pending" if role == "owner" else "failed")
    assert OutgoingDelivery.objects.count() == (2 if role == "owner" else 1)


@pytest.mark.parametrize(("role", "shown"), [("operator", (1, 0, 0)), ("owner", (1, 1, 1))])
def test_the_menu_and_the_buttons_are_for_who_may_use_them(client, role, shown):
    enter(client, role)
    owed(status="failed")
    page = client.get(LOG).content.decode()
    assert (page.count('"url": "/admin/webhooks/deliveries/"') >= 1) == bool(shown[0])
    assert page.count('"url": "/admin/webhooks/endpoints/"') == shown[1]
    assert page.count("Send all failed again") == shown[2]


@pytest.mark.parametrize("path", [f"{LOG}1/again/", f"{LOG}again/", f"{ENDPOINTS}1/test/"])
def test_what_changes_something_is_posted(client, owner, path):
    assert client.get(path).status_code == 405


def test_a_new_endpoint_makes_its_secret_and_shows_it(client, owner):
    form = {"name": "Warehouse", "url": NOBODY, "events": ["order.paid", "order.shipped"], "is_active": "on"}
    response = client.post(f"{ENDPOINTS}new/", {**form, "secret": "mine"})
    made = WebhookEndpoint.objects.get()
    assert response.headers["Location"] == f"{ENDPOINTS}{made.pk}/"
    assert (made.name, made.url, made.events, made.is_active) == (*list(form.values())[:3], True)
    assert (made.secret[:6], len(made.secret)) == ("whsec_", 50)
    page = client.get(response.headers["Location"])
    assert page.content.decode().count(made.secret) == 1
    assert page.headers["Cache-Control"].split(", ").count("no-store") == 1
    for other in (ENDPOINTS, f"{ENDPOINTS}edit/{made.pk}/"):
        assert client.get(other).content.decode().count(made.secret) == 0


def test_an_endpoint_is_switched_off_and_keeps_its_secret(client, owner):
    made = endpoint(NOBODY)
    client.post(f"{ENDPOINTS}edit/{made.pk}/", {"name": "Partner", "url": NOBODY, "events": ["order.paid"]})
    changed = WebhookEndpoint.objects.get()
    assert (changed.is_active, changed.events, changed.secret) == (False, ["order.paid"], made.secret)


def test_an_inside_address_is_refused_with_a_reason(client, owner, settings):
    settings.WEBHOOK_ALLOW_PRIVATE = False
    form = {"name": "Metadata", "url": "https://169.254.169.254/", "events": ["order.paid"]}
    response = client.post(f"{ENDPOINTS}new/", form)
    assert response.context["form"].errors == {
        "url": ["Only public addresses can be called; 169.254.169.254 is one of a private network."]
    }
    assert WebhookEndpoint.objects.count() == 0


def test_a_test_message_is_sent_and_noted(client, owner, django_capture_on_commit_callbacks):
    with Receiver() as server:
        made = endpoint(server.url)
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(f"{ENDPOINTS}{made.pk}/test/")
        assert len(server.received) == 1
    assert response.headers["Location"] == f"{ENDPOINTS}{made.pk}/"
    delivery = OutgoingDelivery.objects.get()
    entry = ModelLogEntry.objects.get(action="webhooks.tested")
    assert (delivery.status, entry.user, entry.data) == (
        "sent",
        owner,
        {"event_id": delivery.message.event_id},
    )


def test_an_endpoint_that_is_off_is_not_tested(client, owner):
    made = endpoint(NOBODY, is_active=False)
    response = client.post(f"{ENDPOINTS}{made.pk}/test/", follow=True)
    assert says(response) == ["“Partner” is switched off."]
    assert OutgoingDelivery.objects.count() == 0


def test_the_log_by_endpoint_event_and_state(client, owner):
    one, other = endpoint(NOBODY), endpoint(NOBODY, events=("order.paid",))
    for event in ("order.placed", "order.paid"):
        announce(event=event, read_data=dict, now=timezone.now())
    OutgoingDelivery.objects.filter(endpoint=other).update(status="failed")

    def shown(query):
        return [delivery.endpoint for delivery in client.get(f"{LOG}{query}").context["deliveries"]]

    assert shown("") == [other, one]
    assert shown(f"?endpoint={one.pk}") == [one]
    assert shown("?event=order.paid") == [other]
    assert shown("?state=failed") == [other]
    assert shown("?state=failed&event=order.placed") == []
    assert shown("?state=eaten&event=x&endpoint=x") == [other, one]


def test_the_log_by_order_number_and_event_id(client, owner):
    first, second = owed("IM-1"), owed("IM-2")

    def found(text):
        return list(client.get(LOG, {"q": text}).context["deliveries"])

    assert found("im-2") == [second]
    assert found(first.message.event_id[:20]) == [first]
    assert found("\x00IM-1 ") == [first]
    assert found("IM-3") == []


def test_a_delivery_shows_what_is_sent_and_what_was_answered(client, owner):
    delivery = owed(status="failed", attempts=8, last_status_code=500, last_error="HTTP 500 <b>")
    page = client.get(f"{LOG}{delivery.pk}/")
    assert page.context["payload"].count('"number": "IM-1"') == 1
    assert page.content.decode().count("HTTP 500 &lt;b&gt;") == 1


def test_one_is_sent_again(client, owner, django_capture_on_commit_callbacks):
    with Receiver() as server:
        endpoint(server.url)
        delivery = owed(status="failed", attempts=8)
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(f"{LOG}{delivery.pk}/again/")
        assert len(server.received) == 1
    assert response.headers["Location"] == f"{LOG}{delivery.pk}/"
    entry = ModelLogEntry.objects.get(action="webhooks.sent_again")
    assert (entry.user, entry.object_id) == (owner, str(delivery.pk))


def test_what_is_being_sent_is_left_alone(client, owner):
    delivery = owed(status="sending", claimed_until=timezone.now())
    response = client.post(f"{LOG}{delivery.pk}/again/", follow=True)
    assert says(response) == ["This message is being sent just now."]
    assert ModelLogEntry.objects.filter(action="webhooks.sent_again").count() == 0


def test_all_that_failed_is_sent_again(client, owner):
    delivery = owed(status="failed", attempts=8)
    owed(status="failed", attempts=8)
    owed(status="sent")
    response = client.post(f"{LOG}again/", follow=True)
    assert says(response) == ["2 messages wait again."]
    assert OutgoingDelivery.objects.filter(status="pending", attempts=0).count() == 2
    entry = ModelLogEntry.objects.get(action="webhooks.all_sent_again")
    assert (entry.user, entry.object_id, entry.data) == (owner, str(delivery.endpoint_id), {"messages": 2})


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_costs_the_same_for_one_and_many(client, owner, django_assert_num_queries, rows):
    for _ in range(rows):
        owed(status="failed")
    client.get(LOG)
    with django_assert_num_queries(11):
        client.get(LOG)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_endpoints_cost_the_same_for_one_and_many(client, owner, django_assert_num_queries, rows):
    for _ in range(rows):
        endpoint(NOBODY)
    client.get(ENDPOINTS)
    with django_assert_num_queries(9):
        client.get(ENDPOINTS)


def test_fifty_a_page(client, owner):
    partner = endpoint(NOBODY)
    for _ in range(51):
        owe(event="order.placed", data={}, endpoints=[partner], now=timezone.now())
    assert [len(client.get(f"{LOG}?p={page}").context["deliveries"]) for page in (1, 2)] == [50, 1]
