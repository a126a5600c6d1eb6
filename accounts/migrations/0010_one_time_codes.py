from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_former_email"),
    ]

    operations = [
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("about", models.CharField(editable=False, max_length=64, unique=True)),
                ("code_hash", models.CharField(editable=False, max_length=64)),
                ("issued_at", models.DateTimeField(db_index=True, verbose_name="issued")),
                ("tries_left", models.PositiveSmallIntegerField(verbose_name="tries left")),
            ],
            options={
                "verbose_name": "one-time code",
                "verbose_name_plural": "one-time codes",
            },
        ),
        migrations.CreateModel(
            name="CodeAsking",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("who", models.CharField(editable=False, max_length=64, unique=True)),
                ("times", models.JSONField(default=list, verbose_name="times")),
                ("last_at", models.DateTimeField(db_index=True, verbose_name="last")),
            ],
            options={
                "verbose_name": "asking for a code",
                "verbose_name_plural": "askings for codes",
            },
        ),
    ]
