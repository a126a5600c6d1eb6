from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("products", "0002_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="product",
            options={
                "permissions": [("change_price", "Can change prices")],
                "verbose_name": "product",
                "verbose_name_plural": "products",
            },
        ),
    ]
