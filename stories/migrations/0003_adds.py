from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0002_reads'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='dailyreads',
            name='daily_reads_kind_known',
        ),
        migrations.AlterField(
            model_name='dailyreads',
            name='kind',
            field=models.CharField(choices=[('story', 'Story'), ('page', 'Page'), ('product', 'Product'), ('category', 'Category'), ('added', 'Product put into a cart'), ('added_from', 'Story something was put into a cart from')], max_length=10, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='dailyreads',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['story', 'page', 'product', 'category', 'added', 'added_from'])), name='daily_reads_kind_known'),
        ),
    ]
