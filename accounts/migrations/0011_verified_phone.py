from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_one_time_codes"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="phone_verified_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="mobile number verified"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("phone_verified_at", None), ("phone__isnull", False), _connector="OR"),
                name="user_verified_phone_is_there",
            ),
        ),
        migrations.CreateModel(
            name="OwedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("sealed", models.TextField(editable=False)),
                ("key", models.UUIDField(editable=False, verbose_name="key of the try")),
                ("written_at", models.DateTimeField(verbose_name="written")),
                ("expires_at", models.DateTimeField(db_index=True, verbose_name="worth nothing from")),
                ("free_at", models.DateTimeField(verbose_name="nobody is at it from")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
            ],
            options={
                "verbose_name": "text message on its way",
                "verbose_name_plural": "text messages on their way",
            },
        ),
    ]
