"""The tables of flags, idempotency keys and jobs."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


# waffle makes its own flag tables although ours stands in for them; they point at people, so no table of people
# could be emptied while they are there.
DROP = "DROP TABLE IF EXISTS waffle_flag_groups, waffle_flag_users, waffle_flag"
RESTORE = "CREATE TABLE waffle_flag (id int); CREATE TABLE waffle_flag_groups (id int); CREATE TABLE waffle_flag_users (id int)"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('waffle', '0004_update_everyone_nullbooleanfield'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('procrastinate', '0041_post_retry_failed_job'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='JobFault',
            fields=[
                ('job_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('error', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'job_faults',
            },
        ),
        migrations.CreateModel(
            name='DeadJob',
            fields=[
            ],
            options={
                'verbose_name': 'dead job',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('procrastinate.procrastinatejob',),
        ),
        migrations.CreateModel(
            name='DoneFor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('period', models.DateField()),
                ('person_id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'done_for',
                'constraints': [models.UniqueConstraint(fields=('name', 'period', 'person_id'), name='once_a_person_and_period')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='The human/computer readable name.', max_length=100, unique=True, verbose_name='Name')),
                ('everyone', models.BooleanField(blank=True, help_text='Flip this flag on (Yes) or off (No) for everyone, overriding all other settings. Leave as Unknown to use normally.', null=True, verbose_name='Everyone')),
                ('percent', models.DecimalField(blank=True, decimal_places=1, help_text='A number between 0.0 and 99.9 to indicate a percentage of users for whom this flag will be active.', max_digits=3, null=True, verbose_name='Percent')),
                ('testing', models.BooleanField(default=False, help_text='Allow this flag to be set for a session for user testing', verbose_name='Testing')),
                ('superusers', models.BooleanField(default=True, help_text='Flag always active for superusers?', verbose_name='Superusers')),
                ('staff', models.BooleanField(default=False, help_text='Flag always active for staff?', verbose_name='Staff')),
                ('authenticated', models.BooleanField(default=False, help_text='Flag always active for authenticated users?', verbose_name='Authenticated')),
                ('languages', models.TextField(blank=True, default='', help_text='Activate this flag for users with one of these languages (comma-separated list)', verbose_name='Languages')),
                ('rollout', models.BooleanField(default=False, help_text='Activate roll-out mode?', verbose_name='Rollout')),
                ('note', models.TextField(blank=True, help_text='Note where this Flag is used.', verbose_name='Note')),
                ('created', models.DateTimeField(db_index=True, default=django.utils.timezone.now, help_text='Date when this Flag was created.', verbose_name='Created')),
                ('modified', models.DateTimeField(default=django.utils.timezone.now, help_text='Date when this Flag was last modified.', verbose_name='Modified')),
                ('groups', models.ManyToManyField(blank=True, help_text='Activate this flag for these user groups.', to='auth.group', verbose_name='Groups')),
                ('users', models.ManyToManyField(blank=True, help_text='Activate this flag for these users.', to=settings.AUTH_USER_MODEL, verbose_name='Users')),
            ],
            options={
                'verbose_name': 'feature flag',
                'verbose_name_plural': 'feature flags',
                'db_table': 'flags',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ScheduledRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('period', models.DateTimeField(help_text='The beginning of the period it is for; of upkeep, the minute it is due.')),
                ('due_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'scheduled_runs',
                'constraints': [models.UniqueConstraint(fields=('name', 'period'), name='one_run_a_period')],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(max_length=8)),
                ('path', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=100)),
                ('body_digest', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('answer', models.JSONField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'idempotency_keys',
                'constraints': [models.UniqueConstraint(fields=('user', 'method', 'path', 'key'), name='one_answer_a_key')],
            },
        ),
        migrations.RunSQL(DROP, RESTORE),
    ]
