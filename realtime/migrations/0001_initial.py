"""The tables of the outbox."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_id', models.UUIDField(unique=True)),
                ('type', models.CharField(max_length=50)),
                ('lane', models.PositiveSmallIntegerField()),
                ('key', models.CharField(blank=True, max_length=100)),
                ('subjects', models.CharField(blank=True, max_length=200)),
                ('topic', models.CharField(blank=True, max_length=50)),
                ('audience', models.TextField()),
                ('payload', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('error', models.TextField(blank=True, help_text='Why it could not be told; it waits for a person then.')),
            ],
            options={
                'verbose_name': 'waiting event',
                'db_table': 'outbox',
            },
        ),
    ]
