from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("checkout", "0011_order_of_a_guest"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="order",
            options={
                "permissions": [
                    ("refund_without_limit", "Can pay back any sum"),
                    ("view_customers", "Can see the list of customers"),
                ],
                "verbose_name": "order",
                "verbose_name_plural": "orders",
            },
        ),
    ]
