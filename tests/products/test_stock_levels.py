import datetime
import random

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import give_role
from products.models import LowStockNotice, StockRecord
from products.stock import reserve_stock
from products.stock_levels import find_low_stock, low_stock_letter, mail_low_stock, set_reorder_level
from products.tasks import mail_low_stock as mail_task
from tests.factories.products import stocked_variant
from tests.products.desk import member

pytestmark = pytest.mark.django_db

LIST = "/admin/stock/list/"
# Eight in the morning in Seoul.
NOW = datetime.datetime(2025, 6, 1, 23, 0, tzinfo=datetime.UTC)


def levelled(sku, *, pieces, level, **kwargs):
    variant = stocked_variant(sku=sku, pieces=pieces, **kwargs)
    set_reorder_level(levels={variant.pk: level})
    return variant


def low():
    return [(row.sku, row.missing) for row in find_low_stock()]


def test_equal_is_not_low_and_what_lacks_most_comes_first():
    levelled("EQUAL", pieces=5, level=5)
    levelled("BELOW", pieces=4, level=5)
    levelled("FAR", pieces=1, level=9)
    levelled("NONE", pieces=0, level=0)
    levelled("RETIRED", pieces=0, level=5, is_offered=False)
    assert low() == [("FAR", 8), ("BELOW", 1)]


def test_a_promise_lowers_what_is_free_and_a_lapsed_one_does_not():
    variant = levelled("BAR", pieces=5, level=5)
    until = timezone.now() + datetime.timedelta(minutes=5)
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: 2}, order_number="A-1", now=NOW, until=until)
    assert low() == [("BAR", 2)]
    variant.timed_promises.update(until=timezone.now() - datetime.timedelta(minutes=5))
    assert low() == []


def test_many_levels_as_a_plain_reading_has_them():
    dice = random.Random(6)
    drawn = {f"S{n:04}": (dice.randint(0, 9), dice.randint(0, 9)) for n in range(60)}
    for sku, (pieces, level) in drawn.items():
        levelled(sku, pieces=pieces, level=level)
    wanted = [(sku, level - free) for sku, (free, level) in drawn.items() if free < level]
    assert low() == sorted(wanted, key=lambda row: (-row[1], row[0]))


def test_a_level_of_a_variant_without_a_record_and_the_last_one_holds():
    variant = stocked_variant(pieces=0)
    StockRecord.objects.filter(pk=variant.pk).delete()
    set_reorder_level(levels={variant.pk: 4})
    set_reorder_level(levels={variant.pk: 2})
    assert list(StockRecord.objects.values_list("on_hand", "reorder_level")) == [(0, 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_one_query(count, django_assert_num_queries):
    for number in range(count):
        levelled(f"S{number}", pieces=1, level=9)
    with django_assert_num_queries(1):
        assert [(row.sku, row.product.name != "") for row in find_low_stock()] == [
            (f"S{number}", True) for number in range(count)
        ]


def test_the_letter():
    variant = levelled("BAR", pieces=4, level=5)
    subject, text = low_stock_letter(variants=list(find_low_stock()))
    assert (subject, text.split("\n")) == (
        "1 variant is low in stock",
        [
            "1 variant is low in stock:",
            "",
            f"BAR  {variant.product.name}: 4 free, level 5",
            "",
            "",
            f"{settings.SITE_URL}/admin/stock/list/?low=1",
            "",
        ],
    )


def letters():
    return [(letter.to, letter.subject) for letter in mail.outbox]


def test_operators_and_owners_hear_once_a_day_what_is_low():
    levelled("BAR", pieces=4, level=5)
    for name, role in (("op", "operator"), ("boss", "owner"), ("ed", "editor"), ("gone", "operator")):
        user = User.objects.create_user(username=name, email=f"{name}@museum.test", is_active=name != "gone")
        give_role(user=user, role=role)
    assert mail_low_stock(now=NOW) == 2
    assert mail_low_stock(now=NOW + datetime.timedelta(hours=15)) == 0
    subject = "1 variant is low in stock"
    assert letters() == [
        (["boss@museum.test"], subject),
        (["op@museum.test"], subject),
    ]
    assert mail_low_stock(now=NOW + datetime.timedelta(days=1)) == 2
    assert list(LowStockNotice.objects.order_by("day").values_list("day", flat=True)) == [
        datetime.date(2025, 6, 2),
        datetime.date(2025, 6, 3),
    ]


def test_nothing_low_or_nobody_to_tell_sends_nothing_and_the_day_stays_open():
    variant = levelled("BAR", pieces=5, level=5)
    member("op", "products.change_stockrecord")
    assert mail_low_stock(now=NOW) == 0
    set_reorder_level(levels={variant.pk: 6})
    User.objects.update(is_active=False)
    assert (mail_low_stock(now=NOW), letters(), LowStockNotice.objects.count()) == (0, [], 0)


def test_the_task_writes_them():
    levelled("BAR", pieces=4, level=5)
    member("op", "products.change_stockrecord")
    mail_task.delay()
    assert len(letters()) == 1


@pytest.fixture
def operator(client):
    user = member("op", "products.view_stockrecord", "products.change_stockrecord")
    client.force_login(user)
    return user


def test_the_list_and_what_is_low(client, operator):
    levelled("BAR", pieces=4, level=5)
    stocked_variant(sku="MUG", pieces=7)
    rows = [(v.sku, v.on_hand, v.free, v.promised, v.sold) for v, _ in client.get(LIST).context["form"].rows]
    assert rows == [("BAR", 4, 4, 0, 0), ("MUG", 7, 7, 0, 0)]
    assert [v.sku for v, _ in client.get(f"{LIST}?low=1").context["form"].rows] == ["BAR"]
    assert [v.sku for v, _ in client.get(f"{LIST}?q=mu").context["form"].rows] == ["MUG"]
    assert client.get(f"{LIST}?q=%00nope").status_code == 200
    assert "<td>BAR</td>" in client.get(f"{LIST}?print=1&low=1").content.decode()


def test_the_list_as_a_file(client, operator):
    variant = levelled("BAR", pieces=4, level=5)
    type(variant.product).objects.update(name="=1+1")
    body = b"".join(client.get(f"{LIST}?low=1&export=csv").streaming_content).decode()
    assert body == "\ufeffSKU,Product,On hand,Free,Promised,Sold,Level\r\nBAR,'=1+1,4,4,0,0,5\r\n"


def test_levels_are_set_in_the_list(client, operator):
    one, two = stocked_variant(sku="A", pieces=1), levelled("B", pieces=1, level=3)
    response = client.post(f"{LIST}?q=", {f"level-{one.pk}": "7", f"level-{two.pk}": ""})
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?q=")
    assert list(StockRecord.objects.order_by("pk").values_list("reorder_level", flat=True)) == [7, 3]
    refused = client.post(LIST, {f"level-{one.pk}": "-1", f"level-{two.pk}": "8"})
    assert list(refused.context["form"].errors) == [f"level-{one.pk}"]
    assert list(StockRecord.objects.order_by("pk").values_list("reorder_level", flat=True)) == [7, 3]


def test_whoever_may_only_look_sets_no_level(client):
    variant = stocked_variant(sku="A", pieces=1)
    client.force_login(member("looker", "products.view_stockrecord"))
    assert client.get(LIST).status_code == 200
    client.post(LIST, {f"level-{variant.pk}": "7"})
    assert StockRecord.objects.get().reorder_level == 0


def test_without_permission_there_is_no_list(client):
    client.force_login(member("editor", "products.change_product"))
    assert client.get(LIST).status_code == 302
    assert Group.objects.filter(name="operator", permissions__codename="view_stockrecord").count() == 0


def test_the_front_page_of_the_admin_counts_what_is_low(client, operator):
    levelled("BAR", pieces=4, level=5)
    assert f'<a href="{LIST}?low=1"><span>1</span> low in stock</a>' in client.get("/admin/").content.decode()
