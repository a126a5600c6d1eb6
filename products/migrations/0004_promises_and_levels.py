"""Reservations that lapse by themselves, levels below which stock is low, movements that are booked once."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("products", "0003_stock_record_fillfactor")]

    operations = [
        migrations.CreateModel(
            name="LowStockNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="day")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
            ],
        ),
        migrations.CreateModel(
            name="StockPromise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order_number", models.CharField(max_length=50, verbose_name="order number")),
                ("pieces", models.PositiveIntegerField(verbose_name="pieces")),
                ("until", models.DateTimeField(verbose_name="until")),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timed_promises",
                        to="products.variant",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["order_number", "variant"], name="stock_promise_once"),
                    models.CheckConstraint(condition=Q(pieces__gt=0), name="stock_promise_of_pieces"),
                ],
                "indexes": [models.Index(fields=["variant", "until"], name="stock_promise_lapses")],
            },
        ),
        migrations.AddField(
            model_name="stockmovement",
            name="key",
            field=models.CharField(
                blank=True,
                help_text="The same key books once, however often it is sent.",
                max_length=300,
                null=True,
                unique=True,
                verbose_name="key",
            ),
        ),
        migrations.AddField(
            model_name="stockrecord",
            name="reorder_level",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                help_text="With fewer free pieces than this the variant is listed as low; 0 for no level.",
                verbose_name="reorder level",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockrecord",
            constraint=models.CheckConstraint(
                condition=Q(returned__lte=F("sold")), name="stock_returns_were_sold"
            ),
        ),
    ]
