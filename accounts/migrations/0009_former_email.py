import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_login_tries"),
    ]

    operations = [
        migrations.AddField(
            model_name="address",
            name="fixed_phone",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=20, verbose_name="fixed telephone"
            ),
        ),
        migrations.AddField(
            model_name="address",
            name="email",
            field=models.EmailField(
                blank=True, db_default="", default="", max_length=254, verbose_name="e-mail of the receiver"
            ),
        ),
        migrations.CreateModel(
            name="FormerEmail",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("replaced_at", models.DateTimeField(verbose_name="replaced")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_emails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "former e-mail",
                "verbose_name_plural": "former e-mails",
            },
        ),
    ]
