"""The tables of activities and what others make of them, challenges, figures and badges."""

import config.kernel.files.fields
import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


# The feed reads the visibility map of these two: they are vacuumed early and often.
EAGER = "autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02"
RESET = "autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_scale_factor"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity_type', models.CharField(choices=[('run', 'Run'), ('ride', 'Ride'), ('swim', 'Swim'), ('walk', 'Walk'), ('hike', 'Hike'), ('strength', 'Strength'), ('yoga', 'Yoga'), ('other', 'Other')], max_length=20)),
                ('title', models.CharField(max_length=120)),
                ('description', models.TextField(blank=True, max_length=5000)),
                ('started_at', models.DateTimeField()),
                ('duration_s', models.PositiveIntegerField(default=0)),
                ('moving_s', models.PositiveIntegerField(null=True)),
                ('distance_m', models.FloatField(default=0)),
                ('elevation_m', models.FloatField(null=True)),
                ('average_heart_rate', models.PositiveSmallIntegerField(null=True)),
                ('calories', models.PositiveIntegerField(null=True)),
                ('visibility', models.PositiveSmallIntegerField(choices=[(0, 'public'), (1, 'friends'), (2, 'private')], default=1)),
                ('route', models.TextField(blank=True, help_text='The simplified line, as an encoded polyline.')),
                ('route_preview', models.TextField(blank=True, help_text='The same with few points, for lists and live events.')),
                ('splits', models.JSONField(help_text='Seconds of each kilometre and mile: see imports/splits.py.', null=True)),
                ('source_digest', models.CharField(blank=True, help_text='SHA-256 of the imported file.', max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'activities',
                'db_table': 'activities',
            },
        ),
        migrations.CreateModel(
            name='WholeRoute',
            fields=[
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='whole_route', serialize=False, to='activities.activity')),
                ('line', models.TextField()),
            ],
            options={
                'db_table': 'whole_routes',
            },
        ),
        migrations.CreateModel(
            name='ActivityRecord',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('pgh_obj', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='record', related_query_name='record', to='activities.activity')),
            ],
            options={
                'db_table': 'activities_record',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('description', models.TextField(blank=True, max_length=2000)),
                ('metric', models.CharField(choices=[('distance', 'Distance'), ('time', 'Time'), ('count', 'Count'), ('elevation', 'Elevation')], max_length=10)),
                ('goal', models.PositiveBigIntegerField(help_text='Metres, seconds, or how many.')),
                ('activity_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('run', 'Run'), ('ride', 'Ride'), ('swim', 'Swim'), ('walk', 'Walk'), ('hike', 'Hike'), ('strength', 'Strength'), ('yoga', 'Yoga'), ('other', 'Other')], max_length=20), blank=True, default=list, size=None)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('friends', 'Friends'), ('invited', 'Invited')], default='friends', max_length=10)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('creator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='challenges', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'challenges',
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.TextField(max_length=2000)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('client_id', models.CharField(blank=True, help_text="The sender's name for it, if any.", max_length=64, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='activities.activity')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='activities.comment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'comments',
            },
        ),
        migrations.CreateModel(
            name='CommentRecord',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('pgh_obj', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='record', related_query_name='record', to='activities.comment')),
            ],
            options={
                'db_table': 'comments_record',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DailyStats',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('total_activities', models.PositiveIntegerField()),
                ('total_distance_km', models.DecimalField(decimal_places=3, max_digits=14)),
                ('total_duration_minutes', models.DecimalField(decimal_places=2, max_digits=14)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='daily_stats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'daily stats',
                'db_table': 'daily_stats',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='activities.challenge')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'challenge_invitations',
            },
        ),
        migrations.CreateModel(
            name='Like',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likes', to='activities.activity')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'likes',
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='activities.comment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'mentions',
            },
        ),
        migrations.CreateModel(
            name='Original',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField()),
                ('format', models.CharField(max_length=8)),
                ('file', config.kernel.files.fields.PrivateFileField(folder='originals', max_length=120, storage=config.kernel.files.fields.private_storage, upload_to='')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='original', to='activities.activity')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'original_files',
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('value', models.BigIntegerField(default=0)),
                ('reached_at', models.DateTimeField(blank=True, help_text='The end of the activity that reached the goal.', null=True)),
                ('rank', models.PositiveIntegerField(null=True)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='activities.challenge')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'challenge_participations',
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('digest', models.CharField(help_text='SHA-256 of the uploaded file.', max_length=64)),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
                ('small', config.kernel.files.fields.PrivateFileField(folder='photos', max_length=120, storage=config.kernel.files.fields.private_storage, upload_to='')),
                ('large', config.kernel.files.fields.PrivateFileField(folder='photos', max_length=120, storage=config.kernel.files.fields.private_storage, upload_to='')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='activities.activity')),
            ],
            options={
                'db_table': 'photos',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='PrivacyZone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('latitude', models.FloatField()),
                ('longitude', models.FloatField()),
                ('radius_m', models.PositiveSmallIntegerField()),
                ('circle_latitude', models.FloatField()),
                ('circle_longitude', models.FloatField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='privacy_zones', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'privacy_zones',
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='activities.activity')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'shares',
            },
        ),
        migrations.CreateModel(
            name='ShareRecord',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('pgh_obj', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='record', related_query_name='record', to='activities.share')),
            ],
            options={
                'db_table': 'shares_record',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('done', models.PositiveIntegerField(default=0)),
                ('failed', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('result', models.JSONField(blank=True, default=dict)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'tasks',
            },
        ),
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=100)),
                ('file', config.kernel.files.fields.PrivateFileField(blank=True, folder='incoming', max_length=120, storage=config.kernel.files.fields.private_storage, upload_to='')),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('activity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='activities.activity')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='activities.task')),
            ],
            options={
                'db_table': 'import_files',
            },
        ),
        migrations.CreateModel(
            name='ExportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('content_type', models.CharField(max_length=50)),
                ('size', models.PositiveBigIntegerField()),
                ('file', config.kernel.files.fields.PrivateFileField(folder='exports', max_length=120, storage=config.kernel.files.fields.private_storage, upload_to='')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='export_file', to='activities.task')),
            ],
            options={
                'db_table': 'export_files',
            },
        ),
        migrations.CreateModel(
            name='XpEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(help_text='activity, streak, like_given, like_received, or quest:its-key.', max_length=40)),
                ('day', models.DateField()),
                ('points', models.PositiveIntegerField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='xp_entries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'XP entries',
                'db_table': 'xp_entries',
            },
        ),
        migrations.CreateModel(
            name='Achievement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('unlocked_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='achievements', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'achievements',
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='one_unlock_a_badge')],
            },
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(models.F('user'), models.OrderBy(models.F('created_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('deleted_at', None), ('visibility__lt', 2)), include=('visibility',), name='activities_feed'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(models.OrderBy(models.F('created_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('deleted_at', None), ('visibility__lt', 2)), include=('user', 'visibility'), name='activities_newest'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['user', '-started_at'], name='activities_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', [0, 1, 2])), name='visibility_is_known'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('activity_type__in', ['run', 'ride', 'swim', 'walk', 'hike', 'strength', 'yoga', 'other'])), name='activity_type_is_known'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('distance_m__gte', 0)), name='distance_is_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('hidden_at', None), ('deleted_at__isnull', False), _connector='OR'), name='a_hidden_activity_is_shown_to_nobody'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('source_digest', ''), _negated=True), ('deleted_at', None)), fields=('user', 'source_digest'), name='one_activity_a_file'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='before_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."hidden_at" IS DISTINCT FROM (NEW."hidden_at"))', func='INSERT INTO "activities_record" ("hidden_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."hidden_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'before\', OLD."id"); RETURN NULL;', hash='9d9401f82011ae7bc6a3326a7798e4aa4ecebb64', operation='UPDATE', pgid='pgtrigger_before_update_d0a43', table='activities', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='after_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."hidden_at" IS DISTINCT FROM (NEW."hidden_at"))', func='INSERT INTO "activities_record" ("hidden_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."hidden_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'after\', NEW."id"); RETURN NULL;', hash='026d1c1eca5cd41f69d6401fdd1455ea6afc10d8', operation='UPDATE', pgid='pgtrigger_after_update_3c9e6', table='activities', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='challenge',
            index=models.Index(fields=['-starts_at', '-id'], name='challenges_newest'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(('metric__in', ['distance', 'time', 'count', 'elevation'])), name='challenge_metric_is_known'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'friends', 'invited'])), name='challenge_visibility_is_known'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(('goal__gt', 0)), name='challenge_goal_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_challenge_ends_after_it_starts'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('deleted_at', None), ('hidden_at', None)), fields=['activity', 'id'], name='comments_of_an_activity'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('activity', 'user', 'client_id'), name='one_comment_a_client_id'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='before_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."hidden_at" IS DISTINCT FROM (NEW."hidden_at"))', func='INSERT INTO "comments_record" ("hidden_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."hidden_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'before\', OLD."id"); RETURN NULL;', hash='ec3a3adecf8bdc77aa853690834583c0855f11f4', operation='UPDATE', pgid='pgtrigger_before_update_796b5', table='comments', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='after_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."hidden_at" IS DISTINCT FROM (NEW."hidden_at"))', func='INSERT INTO "comments_record" ("hidden_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."hidden_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'after\', NEW."id"); RETURN NULL;', hash='4b7917ffcc7a35531429741fe668563d4cf7b714', operation='UPDATE', pgid='pgtrigger_after_update_e101a', table='comments', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='dailystats',
            constraint=models.UniqueConstraint(fields=('user', 'date'), name='one_row_a_day'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(fields=('challenge', 'person'), name='one_invitation_a_person'),
        ),
        migrations.AddConstraint(
            model_name='like',
            constraint=models.UniqueConstraint(fields=('activity', 'user'), name='one_like_a_person'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('comment', 'person'), name='one_mention_a_person'),
        ),
        migrations.AddIndex(
            model_name='participation',
            index=models.Index(models.F('challenge'), models.OrderBy(models.F('value'), descending=True), condition=models.Q(('left_at', None)), name='board_of_a_challenge'),
        ),
        migrations.AddIndex(
            model_name='participation',
            index=models.Index(condition=models.Q(('left_at', None)), fields=['user'], name='challenges_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('challenge', 'user'), name='one_participation_a_person'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='progress_is_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.UniqueConstraint(fields=('activity', 'digest'), name='one_photo_a_file'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('activity', 'position'), name='one_photo_a_place'),
        ),
        migrations.AddConstraint(
            model_name='privacyzone',
            constraint=models.UniqueConstraint(fields=('user', 'latitude', 'longitude', 'radius_m'), name='one_zone_a_place'),
        ),
        migrations.AddConstraint(
            model_name='privacyzone',
            constraint=models.CheckConstraint(condition=models.Q(('radius_m__range', (100, 1000))), name='radius_hides_a_house'),
        ),
        migrations.AddIndex(
            model_name='share',
            index=models.Index(models.F('user'), models.OrderBy(models.F('created_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('hidden_at', None)), include=('activity',), name='shares_feed'),
        ),
        migrations.AddIndex(
            model_name='share',
            index=models.Index(models.OrderBy(models.F('created_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('hidden_at', None)), include=('user', 'activity'), name='shares_newest'),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.UniqueConstraint(fields=('activity', 'user'), name='one_share_a_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='share',
            trigger=pgtrigger.compiler.Trigger(name='before_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."hidden_at" IS DISTINCT FROM (NEW."hidden_at"))', func='INSERT INTO "shares_record" ("hidden_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."hidden_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'before\', OLD."id"); RETURN NULL;', hash='4e5683a9d672c77a9bb2cd9ca68e08bd59b5fca9', operation='UPDATE', pgid='pgtrigger_before_update_da61b', table='shares', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='share',
            trigger=pgtrigger.compiler.Trigger(name='after_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."hidden_at" IS DISTINCT FROM (NEW."hidden_at"))', func='INSERT INTO "shares_record" ("hidden_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."hidden_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'after\', NEW."id"); RETURN NULL;', hash='e2150e9855c31cb88ddc4452b228af21f3740c38', operation='UPDATE', pgid='pgtrigger_after_update_fa7b1', table='shares', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['user', '-created_at'], name='tasks_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'running', 'done', 'failed'])), name='task_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('failed__lte', models.F('done'))), name='failed_steps_are_done'),
        ),
        migrations.AddConstraint(
            model_name='importfile',
            constraint=models.UniqueConstraint(fields=('task', 'position'), name='one_file_a_place'),
        ),
        migrations.AddConstraint(
            model_name='xpentry',
            constraint=models.UniqueConstraint(fields=('user', 'reason', 'day'), name='points_once_a_reason_and_day'),
        ),
        migrations.AddConstraint(
            model_name='xpentry',
            constraint=models.CheckConstraint(condition=models.Q(('points__gt', 0)), name='points_are_positive'),
        ),
        migrations.RunSQL(f"ALTER TABLE activities SET ({EAGER})", f"ALTER TABLE activities RESET ({RESET})"),
        migrations.RunSQL(f"ALTER TABLE likes SET ({EAGER})", f"ALTER TABLE likes RESET ({RESET})"),
    ]
