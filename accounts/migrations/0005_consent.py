import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_profile_for_everybody")]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("marketing_mail", "News by e-mail")], max_length=30, verbose_name="about")),
                ("is_given", models.BooleanField(verbose_name="given")),
                ("text", models.TextField(verbose_name="text")),
                ("version", models.CharField(max_length=20, verbose_name="version of the text")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="consents", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "indexes": [models.Index(fields=["user", "kind", "-at"], name="consent_last_answer")],
            },
        ),
    ]
