"""Lists of products are read off indexes, and what sold is counted into a column of its own."""

from django.db import migrations, models
from django.db.models import Q

TRIGRAMS = {
    # As Django writes `icontains`.
    "product_name_parts": "upper(name::text)",
    "product_korean_name_parts": "upper(korean_name::text)",
}


def index_parts_of_names(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    # Stays when this is taken back: others may use it too.
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, expression in TRIGRAMS.items():
        schema_editor.execute(
            f"CREATE INDEX {name} ON products_product USING gin (({expression}) gin_trgm_ops)"
        )


def forget_parts_of_names(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in TRIGRAMS:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0004_promises_and_levels"),
    ]

    operations = [
        migrations.AddField(
            model_name="product",
            name="sales",
            field=models.PositiveIntegerField(
                db_default=0, default=0, editable=False, serialize=False, verbose_name="sold"
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(condition=Q(live=True), fields=["-sales", "-id"], name="product_best_seller"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["-updated_at", "-id"], name="product_edited"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=Q(live=True),
                fields=["id"],
                include=("brand", "category", "name", "korean_name"),
                name="product_shown",
            ),
        ),
        migrations.AddIndex(
            model_name="variant",
            index=models.Index(
                condition=Q(is_offered=True), fields=["product", "price", "id"], name="variant_cheapest"
            ),
        ),
        migrations.AddIndex(
            model_name="variant",
            index=models.Index(
                condition=Q(is_offered=True), fields=["id"], include=("product",), name="variant_offered"
            ),
        ),
        migrations.AddIndex(
            model_name="variant",
            index=models.Index(
                condition=Q(is_offered=True), fields=["price", "-product"], name="variant_low_price"
            ),
        ),
        migrations.AddIndex(
            model_name="variant",
            index=models.Index(
                condition=Q(is_offered=True), fields=["-price", "-product"], name="variant_high_price"
            ),
        ),
        migrations.RunPython(index_parts_of_names, forget_parts_of_names),
    ]
