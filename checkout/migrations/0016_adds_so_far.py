"""What was put into carts used to be counted by the lines that carts still have; from now on it is counted as it happens.

What they have today is written down once, for the days on which it came. Days that have a number already keep it: it may
be run again.
"""

from django.conf import settings
from django.db import migrations
from django.db.models import Count, Q
from django.db.models.functions import TruncDate

AT_ONCE = 1000
COUNTED = {"added": "variant__product", "added_from": "story"}


def count_lines(apps, schema_editor):
    lines = apps.get_model("checkout", "CartLine").objects.exclude(cart__kind="staff")
    lines = lines.exclude(cart__user__in=_staff(apps)).annotate(day=TruncDate("created_at")).order_by()
    reads = apps.get_model("stories", "DailyReads").objects
    for kind, thing in COUNTED.items():
        days = lines.exclude(**{thing: None}).values_list(thing, "day").annotate(adds=Count("pk"))
        rows = (reads.model(kind=kind, thing=pk, day=day, reads=adds) for pk, day, adds in days)
        reads.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def forget_adds(apps, schema_editor):
    """The table before knows no such kinds."""
    apps.get_model("stories", "DailyReads").objects.filter(kind__in=list(COUNTED)).delete()


def _staff(apps):
    let_in = apps.get_model("auth", "Permission").objects.filter(
        codename="access_admin", content_type__app_label="wagtailadmin"
    )
    return apps.get_model("accounts", "User").objects.filter(
        Q(is_superuser=True)
        | Q(is_staff=True)
        | Q(groups__permissions__in=let_in)
        | Q(user_permissions__in=let_in)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("checkout", "0015_attribution"),
        ("stories", "0003_adds"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(count_lines, forget_adds)]
