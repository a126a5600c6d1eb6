from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_address_area")]

    operations = [
        migrations.CreateModel(
            name="LoginTries",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("tries", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "tries of a password",
                "verbose_name_plural": "tries of passwords",
            },
        ),
    ]
