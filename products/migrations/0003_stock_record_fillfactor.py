from django.db import migrations


def leave_room_on_each_page(apps, schema_editor):
    # Rows of this narrow table change often and in place: half-filled pages keep those changes on one page.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE products_stockrecord SET (fillfactor = 50)")


class Migration(migrations.Migration):
    dependencies = [("products", "0002_initial")]

    operations = [migrations.RunPython(leave_room_on_each_page, migrations.RunPython.noop)]
