import django.db.models.deletion
import django_countries.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_consent"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                ("code", models.CharField(max_length=12, verbose_name="official code")),
                (
                    "name",
                    models.CharField(
                        help_text="In English, where there is such a name.",
                        max_length=100,
                        verbose_name="name",
                    ),
                ),
                ("local_name", models.CharField(max_length=100, verbose_name="local name")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "province"), (2, "city"), (3, "district")], verbose_name="level"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="accounts.area",
                        verbose_name="belongs to",
                    ),
                ),
            ],
            options={
                "verbose_name": "area",
                "verbose_name_plural": "areas",
                "constraints": [
                    models.UniqueConstraint(fields=("country", "code"), name="area_one_per_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", 1), ("parent", None)),
                            models.Q(("level__in", [2, 3]), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="area_provinces_have_no_parent",
                    ),
                ],
            },
        ),
    ]
