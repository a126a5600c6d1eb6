import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_area"),
    ]

    operations = [
        migrations.AddField(
            model_name="address",
            name="area",
            field=models.ForeignKey(
                blank=True,
                help_text="The smallest one that was chosen; the names above stand for themselves.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="addresses",
                to="accounts.area",
                verbose_name="area",
            ),
        ),
    ]
