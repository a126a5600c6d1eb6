import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('brands', '0002_initial'),
        ('checkout', '0013_coupons'),
        ('problems', '0002_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImpactReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True, verbose_name='code')),
                ('issued_at', models.DateTimeField(verbose_name='issued')),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='impact_receipt', to='checkout.order')),
            ],
            options={
                'verbose_name': 'impact receipt',
                'verbose_name_plural': 'impact receipts',
            },
        ),
        migrations.CreateModel(
            name='ImpactEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('earned', 'Earned'), ('reversed', 'Taken back')], max_length=10, verbose_name='kind')),
                ('pieces', models.IntegerField(verbose_name='pieces')),
                ('kept', models.PositiveIntegerField(verbose_name='pieces that count from then on')),
                ('amount_per_piece', models.DecimalField(decimal_places=3, max_digits=12, verbose_name='per piece')),
                ('amount', models.DecimalField(decimal_places=3, max_digits=14, verbose_name='amount')),
                ('unit', models.CharField(max_length=80, verbose_name='unit')),
                ('statement', models.CharField(max_length=200, verbose_name='claim')),
                ('evidence_version', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='evidence version')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='impact_entries', to='brands.brandpage', verbose_name='brand')),
                ('line_claim', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='entries', to='checkout.orderlineclaim')),
                ('problem', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='impact_entries', to='problems.problempage', verbose_name='problem')),
                ('refund', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='impact_entries', to='checkout.refund')),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='checkout.impactreceipt')),
            ],
            options={
                'verbose_name': 'entry of impact',
                'verbose_name_plural': 'entries of impact',
                'indexes': [models.Index(fields=['-at', '-id'], name='impact_newest'), models.Index(fields=['brand', '-at', '-id'], name='impact_of_brand'), models.Index(fields=['problem', '-at', '-id'], name='impact_of_problem')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount__gte', 0), ('kept', models.F('pieces')), ('kind', 'earned'), ('pieces__gt', 0)), models.Q(('amount__lte', 0), ('kind', 'reversed'), ('pieces__lt', 0)), _connector='OR'), name='impact_entry_sign_fits_kind'), models.CheckConstraint(condition=models.Q(('amount', django.db.models.functions.math.Round(django.db.models.expressions.CombinedExpression(models.F('amount_per_piece'), '*', models.F('pieces')), 3))), name='impact_entry_amount_is_product'), models.UniqueConstraint(models.F('line_claim'), django.db.models.expressions.CombinedExpression(models.F('kept'), '-', models.F('pieces')), name='impact_entry_follows_once')],
            },
        ),
    ]
