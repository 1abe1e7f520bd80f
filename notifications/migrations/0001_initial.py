"""The tables of the inbox."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(choices=[('friend_request', 'Friend Request'), ('friend_accepted', 'Friend Accepted'), ('follow', 'Follow'), ('like', 'Like'), ('comment', 'Comment'), ('reply', 'Reply'), ('mention', 'Mention'), ('share', 'Share'), ('message', 'Message'), ('challenge', 'Challenge'), ('achievement', 'Achievement')], max_length=50)),
                ('title', models.CharField(max_length=255)),
                ('message', models.TextField(blank=True)),
                ('is_read', models.BooleanField(default=False)),
                ('related_id', models.BigIntegerField(null=True)),
                ('cause_id', models.BigIntegerField(default=0, help_text='Which of several causes: the comment, where it is of one.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'notifications',
                'indexes': [models.Index(fields=['user', 'is_read'], name='notifications_unread'), models.Index(fields=['user', '-id'], name='notifications_newest')],
                'constraints': [models.UniqueConstraint(fields=('user', 'type', 'actor', 'related_id', 'cause_id'), name='told_once_of_a_thing'), models.CheckConstraint(condition=models.Q(('type__in', ['friend_request', 'friend_accepted', 'follow', 'like', 'comment', 'reply', 'mention', 'share', 'message', 'challenge', 'achievement'])), name='notification_type_is_known')],
            },
        ),
    ]
