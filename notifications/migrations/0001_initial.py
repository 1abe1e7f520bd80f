"""The tables of the inbox."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('activities', '0001_initial'),
        ('social', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='delivery', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('quiet_from', models.TimeField(null=True)),
                ('quiet_until', models.TimeField(null=True)),
                ('digest', models.CharField(choices=[('soon', 'Soon'), ('daily', 'Daily'), ('weekly', 'Weekly'), ('never', 'Never')], default='soon', max_length=6)),
                ('weekly_summary', models.BooleanField(default=True)),
                ('monthly_report', models.BooleanField(default=True)),
            ],
            options={
                'db_table': 'notification_deliveries',
                'constraints': [models.CheckConstraint(condition=models.Q(('digest__in', ['soon', 'daily', 'weekly', 'never'])), name='digest_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('quiet_from', None), ('quiet_until', None)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='quiet_hours_have_two_ends')],
            },
        ),
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=500)),
                ('description', models.CharField(blank=True, max_length=200)),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('seed', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('former_seed', models.UUIDField(editable=False, null=True)),
                ('rotated_at', models.DateTimeField(blank=True, null=True)),
                ('disabled_at', models.DateTimeField(blank=True, null=True)),
                ('disabled_reason', models.CharField(blank=True, choices=[('owner', 'Owner'), ('gone', 'Gone'), ('failing', 'Failing'), ('moderator', 'Moderator')], max_length=10)),
                ('failures', models.PositiveIntegerField(default=0, help_text='Deliveries that failed for good, one after another.')),
                ('failing_since', models.DateTimeField(blank=True, null=True)),
                ('waits_until', models.DateTimeField(blank=True, null=True)),
                ('busy_until', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'webhook_endpoints',
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(choices=[('friend_request', 'Friend Request'), ('friend_accepted', 'Friend Accepted'), ('follow', 'Follow'), ('like', 'Like'), ('comment', 'Comment'), ('reply', 'Reply'), ('mention', 'Mention'), ('share', 'Share'), ('message', 'Message'), ('challenge', 'Challenge'), ('achievement', 'Achievement'), ('webhook', 'Webhook'), ('moderation', 'Moderation'), ('report', 'Report')], max_length=50)),
                ('title', models.CharField(max_length=255)),
                ('wording', models.CharField(blank=True, max_length=20)),
                ('what', models.CharField(blank=True, help_text='The name of what it is about.', max_length=120)),
                ('message', models.TextField(blank=True)),
                ('is_read', models.BooleanField(default=False)),
                ('related_id', models.BigIntegerField(null=True)),
                ('cause_id', models.BigIntegerField(default=0, help_text='Which of several causes: the comment, where it is of one.')),
                ('group', models.CharField(blank=True, help_text='What is told as one line; empty: the row alone.', max_length=60)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('mailed_at', models.DateTimeField(null=True)),
                ('pushed_at', models.DateTimeField(null=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'notifications',
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(choices=[('friend_request', 'Friend Request'), ('friend_accepted', 'Friend Accepted'), ('follow', 'Follow'), ('like', 'Like'), ('comment', 'Comment'), ('reply', 'Reply'), ('mention', 'Mention'), ('share', 'Share'), ('message', 'Message'), ('challenge', 'Challenge'), ('achievement', 'Achievement'), ('webhook', 'Webhook'), ('moderation', 'Moderation'), ('report', 'Report')], max_length=50)),
                ('in_app', models.BooleanField()),
                ('email', models.BooleanField()),
                ('push', models.BooleanField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferences', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'notification_preferences',
            },
        ),
        migrations.CreateModel(
            name='PushSubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('endpoint', models.CharField(max_length=500, unique=True)),
                ('p256dh', models.CharField(max_length=100)),
                ('auth', models.CharField(max_length=40)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='push_subscriptions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'push_subscriptions',
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_id', models.UUIDField()),
                ('type', models.CharField(max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('status', models.CharField(choices=[('pending', 'Pending'), ('delivered', 'Delivered'), ('failed', 'Failed'), ('dropped', 'Dropped')], default='pending', max_length=10)),
                ('dropped_reason', models.CharField(blank=True, choices=[('endpoint_off', 'Endpoint Off'), ('feature_off', 'Feature Off'), ('not_visible', 'Not Visible')], max_length=12)),
                ('asked_for', models.BooleanField(default=False)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notifications.endpoint')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'db_table': 'webhook_deliveries',
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('status_code', models.PositiveSmallIntegerField(null=True)),
                ('error', models.CharField(blank=True, max_length=10)),
                ('duration_ms', models.PositiveIntegerField()),
                ('excerpt', models.TextField(blank=True, max_length=1024)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='notifications.webhookdelivery')),
            ],
            options={
                'db_table': 'webhook_attempts',
            },
        ),
        migrations.CreateModel(
            name='ActivityMute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mutes', to='activities.activity')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activity_mutes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'activity_mutes',
                'constraints': [models.UniqueConstraint(fields=('user', 'activity'), name='one_mute_an_activity')],
            },
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('disabled_at', None), ('disabled_reason', '')), models.Q(('disabled_at__isnull', False), ('disabled_reason__in', ['owner', 'gone', 'failing', 'moderator'])), _connector='OR'), name='a_webhook_is_off_for_a_reason'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(fields=['user', 'is_read'], name='notifications_unread'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(fields=['user', '-id'], name='notifications_newest'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(('group', ''), _negated=True), fields=['user', 'group', '-id'], name='notifications_grouped'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(fields=['user', 'created_at'], name='notifications_by_time'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(fields=['related_id', 'type'], name='notifications_by_thing'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.UniqueConstraint(fields=('user', 'type', 'actor', 'related_id', 'cause_id'), name='told_once_of_a_thing'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(('type__in', ['friend_request', 'friend_accepted', 'follow', 'like', 'comment', 'reply', 'mention', 'share', 'message', 'challenge', 'achievement', 'webhook', 'moderation', 'report'])), name='notification_type_is_known'),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.UniqueConstraint(fields=('user', 'type'), name='one_preference_a_type'),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.CheckConstraint(condition=models.Q(('type__in', ['friend_request', 'friend_accepted', 'follow', 'like', 'comment', 'reply', 'mention', 'share', 'message', 'challenge', 'achievement', 'webhook', 'moderation', 'report'])), name='preference_type_is_known'),
        ),
        migrations.AddIndex(
            model_name='pushsubscription',
            index=models.Index(fields=['user', '-id'], name='push_by_person'),
        ),
        migrations.AddIndex(
            model_name='webhookdelivery',
            index=models.Index(fields=['endpoint', '-id'], name='deliveries_of_an_endpoint'),
        ),
        migrations.AddIndex(
            model_name='webhookdelivery',
            index=models.Index(condition=models.Q(('status', 'pending')), fields=['endpoint', 'next_attempt_at'], name='deliveries_due'),
        ),
        migrations.AddConstraint(
            model_name='webhookdelivery',
            constraint=models.UniqueConstraint(fields=('endpoint', 'event_id'), name='one_delivery_an_event'),
        ),
        migrations.AddConstraint(
            model_name='webhookdelivery',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'delivered', 'failed', 'dropped'])), name='delivery_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='webhookdelivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_attempt_at__isnull', False), ('status', 'pending')), models.Q(models.Q(('status', 'pending'), _negated=True), ('next_attempt_at', None)), _connector='OR'), name='only_what_is_pending_has_a_next_attempt'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('delivery', 'number'), name='one_attempt_a_number'),
        ),
    ]
