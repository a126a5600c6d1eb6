import re
import secrets
import unicodedata

from django.db import migrations

LONGEST = 30
ROOM_FOR_TAIL = 8
BATCH = 1000


def give_profiles(apps, schema_editor):
    """To the accounts there are: called by their first name, else their user name, with a tail when that is taken."""
    User = apps.get_model("accounts", "User")
    Profile = apps.get_model("accounts", "Profile")
    taken = {name.lower() for name in Profile.objects.values_list("nickname", flat=True)}
    without = User.objects.filter(profile=None).order_by("pk")
    profiles = []
    for user in without.iterator(chunk_size=BATCH):
        wish = " ".join(unicodedata.normalize("NFKC", user.first_name or user.username).split())
        wish = wish[: LONGEST - ROOM_FOR_TAIL]
        if not wish.isprintable() or "@" in wish or not re.search(r"[^\d\s().+\-]", wish):
            wish = "reader"
        nickname = f"{wish}-{secrets.token_hex(3)}" if wish.lower() in taken or wish == "reader" else wish
        taken.add(nickname.lower())
        profiles.append(Profile(user_id=user.pk, nickname=nickname))
    Profile.objects.bulk_create(profiles, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_profile")]

    operations = [migrations.RunPython(give_profiles, migrations.RunPython.noop, elidable=True)]
