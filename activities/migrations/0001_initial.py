"""The tables of activities, likes and comments."""

import django.db.models.deletion
import django.utils.timezone
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
                ('source_digest', models.CharField(blank=True, help_text='SHA-256 of the imported file.', max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'activities',
                'db_table': 'activities',
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.TextField(max_length=2000)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='activities.activity')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='activities.comment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'comments',
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
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('source_digest', ''), _negated=True), ('deleted_at', None)), fields=('user', 'source_digest'), name='one_activity_a_file'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('deleted_at', None), ('hidden_at', None)), fields=['activity', 'id'], name='comments_of_an_activity'),
        ),
        migrations.AddConstraint(
            model_name='like',
            constraint=models.UniqueConstraint(fields=('activity', 'user'), name='one_like_a_person'),
        ),
        migrations.RunSQL(f"ALTER TABLE activities SET ({EAGER})", f"ALTER TABLE activities RESET ({RESET})"),
        migrations.RunSQL(f"ALTER TABLE likes SET ({EAGER})", f"ALTER TABLE likes RESET ({RESET})"),
    ]
