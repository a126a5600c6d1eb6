from django.db import migrations
from django.db.models.functions import Lower


def lower_emails(apps, schema_editor):
    """Nobody is in the way: no two accounts have the same one in other letters."""
    accounts = apps.get_model("accounts", "User").objects
    accounts.exclude(email=Lower("email")).update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_verified_phone_is_one")]

    operations = [migrations.RunPython(lower_emails, migrations.RunPython.noop, elidable=True)]
