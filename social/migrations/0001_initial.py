"""The tables of people, ties, talk and safety."""

import config.kernel.files.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import social.accounts.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('username', models.CharField(error_messages={'unique': 'This user name is taken.'}, max_length=30, unique=True, validators=[django.core.validators.RegexValidator('^[\\w.-]+\\Z', 'Only letters, digits, dots, hyphens and underscores.')])),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='display name')),
                ('bio', models.CharField(blank=True, max_length=300)),
                ('city', models.CharField(blank=True, max_length=60)),
                ('units', models.CharField(choices=[('km', 'kilometres'), ('mi', 'miles')], default='km', max_length=2)),
                ('time_zone', models.CharField(default='UTC', max_length=40, validators=[social.accounts.models.check_time_zone])),
                ('default_visibility', models.PositiveSmallIntegerField(choices=[(0, 'public'), (1, 'friends'), (2, 'private')], default=1)),
                ('is_private', models.BooleanField(default=False, help_text='Strangers see name and avatar only; followers need approval.', verbose_name='private account')),
                ('who_may_message', models.CharField(choices=[('friends', 'friends'), ('everyone', 'everybody')], default='friends', max_length=8)),
                ('shows_presence', models.BooleanField(default=True, help_text='Others see when you are here. Switched off, you do not see when they are.')),
                ('shows_typing', models.BooleanField(default=True, help_text='Others see that you type. Off, you do not see theirs.')),
                ('sends_read_receipts', models.BooleanField(default=True, help_text='Others see what you have read. Off, you do not see what they have.')),
                ('picture', models.UUIDField(editable=False, null=True)),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'db_table': 'users',
            },
            managers=[
                ('objects', social.accounts.models.PersonManager()),
            ],
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='departure', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'departures',
            },
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.CharField(max_length=500)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'announcements',
                'permissions': [('broadcast', 'Can tell everybody something')],
            },
        ),
        migrations.CreateModel(
            name='Avatar',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('small', config.kernel.files.fields.PrivateFileField(folder='avatars', max_length=120, storage=config.kernel.files.fields.private_storage, upload_to='')),
                ('large', config.kernel.files.fields.PrivateFileField(folder='avatars', max_length=120, storage=config.kernel.files.fields.private_storage, upload_to='')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='portrait', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'avatars',
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('blocked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks_received', to=settings.AUTH_USER_MODEL)),
                ('blocker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks_made', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'blocks',
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('object_id', models.BigIntegerField()),
                ('outcome', models.CharField(choices=[('open', 'open'), ('upheld', 'upheld'), ('dismissed', 'dismissed')], default='open', max_length=10)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('reported_at', models.DateTimeField(default=django.utils.timezone.now, help_text='The last report.')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='cases', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reported thing',
                'db_table': 'moderation_cases',
            },
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=100)),
                ('last_seq', models.BigIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('active_at', models.DateTimeField(auto_now_add=True, help_text='When it began, or its last message was sent.')),
                ('closed_at', models.DateTimeField(blank=True, help_text='When the last one left.', null=True)),
                ('high', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('low', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'conversations',
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('dismiss', 'Dismiss: it breaks no rule'), ('hide', 'Hide the content from everybody'), ('restore', 'Show the content again'), ('warn', 'Warn the person'), ('suspend', 'Suspend the person'), ('reinstate', 'Let a suspended person in again'), ('end_friendship', 'End a friendship of the person')], max_length=20)),
                ('kind', models.CharField(max_length=20)),
                ('object_id', models.BigIntegerField()),
                ('rule', models.CharField(choices=[('spam', 'spam'), ('harassment', 'harassment'), ('hate', 'hate'), ('nudity', 'nudity'), ('self_harm', 'self-harm'), ('impersonation', 'impersonation'), ('other', 'something else')], default='other', max_length=20)),
                ('reason', models.CharField(help_text='The person reads this.', max_length=1000)),
                ('excerpt', models.CharField(blank=True, help_text='How the content begins.', max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('until', models.DateTimeField(blank=True, help_text='Of a suspension; empty: for good.', null=True)),
                ('lifted_at', models.DateTimeField(blank=True, help_text='When a suspension ended.', null=True)),
                ('answer', models.CharField(blank=True, max_length=2000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='social.case')),
                ('moderator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='decisions_about', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'moderation_decisions',
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('pending', 'Pending'), ('accepted', 'Accepted'), ('rejected', 'Rejected')], default='accepted', max_length=20)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('followed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followed_by', to=settings.AUTH_USER_MODEL)),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'follows',
            },
        ),
        migrations.CreateModel(
            name='Friendship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('pending', 'Pending'), ('accepted', 'Accepted'), ('rejected', 'Rejected')], max_length=20)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('friend', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='befriended_by', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='friendships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'friendships',
            },
        ),
        migrations.CreateModel(
            name='FriendshipRecord',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('pending', 'Pending'), ('accepted', 'Accepted'), ('rejected', 'Rejected')], max_length=20)),
                ('friend', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'friendships_record',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LogIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('device', models.CharField(max_length=60)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log_ins', to=settings.AUTH_USER_MODEL)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='log_in', to='sessions.session')),
            ],
            options={
                'db_table': 'log_ins',
                'ordering': ['-last_seen_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('first_seq', models.BigIntegerField(default=1, help_text='The first message the member may read.')),
                ('delivered_seq', models.BigIntegerField(default=0, help_text='Up to here it has reached one of their devices.')),
                ('read_seq', models.BigIntegerField(default=0, help_text='Up to here they have read it.')),
                ('muted', models.BooleanField(default=False)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='social.conversation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'conversation_members',
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.BigIntegerField()),
                ('content', models.TextField(max_length=4000)),
                ('client_id', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='social.conversation')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'messages',
            },
        ),
        migrations.CreateModel(
            name='MessageRecord',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('pgh_obj', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='record', related_query_name='record', to='social.message')),
            ],
            options={
                'db_table': 'messages_record',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('muted', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mutes_received', to=settings.AUTH_USER_MODEL)),
                ('muter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mutes_made', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'mutes',
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('spam', 'spam'), ('harassment', 'harassment'), ('hate', 'hate'), ('nudity', 'nudity'), ('self_harm', 'self-harm'), ('impersonation', 'impersonation'), ('other', 'something else')], max_length=20)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='social.case')),
                ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'moderation_reports',
            },
        ),
        migrations.CreateModel(
            name='RequestTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('sent', models.PositiveSmallIntegerField(default=0)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'friend_request_tallies',
            },
        ),
        migrations.CreateModel(
            name='UserRecord',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('pgh_obj', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='record', related_query_name='record', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'users_record',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='presence', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('status', models.CharField(choices=[('online', 'Online'), ('away', 'Away'), ('busy', 'Busy'), ('offline', 'Offline')], default='online', max_length=7)),
                ('last_seen', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'presences',
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['online', 'away', 'busy', 'offline'])), name='presence_status_is_known')],
            },
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(condition=models.Q(('is_active', False)), fields=['id'], name='people_not_active'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='one_person_a_user_name'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('units__in', ['km', 'mi'])), name='units_are_km_or_mi'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('who_may_message__in', ['friends', 'everyone'])), name='who_may_message_is_known'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('default_visibility__in', [0, 1, 2])), name='default_visibility_is_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='before_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."is_active" IS DISTINCT FROM (NEW."is_active"))', func='INSERT INTO "users_record" ("is_active", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."is_active", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'before\', OLD."id"); RETURN NULL;', hash='2ae6cd4eed16e8363b3d78934a68dd7486df374c', operation='UPDATE', pgid='pgtrigger_before_update_15386', table='users', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='after_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."is_active" IS DISTINCT FROM (NEW."is_active"))', func='INSERT INTO "users_record" ("is_active", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."is_active", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'after\', NEW."id"); RETURN NULL;', hash='e8f1ccbbf9b353e53a77de054a7937b7ebc8bdc6', operation='UPDATE', pgid='pgtrigger_after_update_ba4fd', table='users', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='block',
            index=models.Index(fields=['blocked', 'blocker'], name='blocks_by_blocked'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.UniqueConstraint(fields=('blocker', 'blocked'), name='one_block_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(('blocker', models.F('blocked')), _negated=True), name='nobody_blocks_themselves'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', 'open')), fields=('kind', 'object_id'), name='one_open_case_a_thing'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'upheld', 'dismissed'])), name='outcome_is_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'open'), ('settled_at', None)), models.Q(models.Q(('outcome', 'open'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='what_is_settled_was_settled_some_time'),
        ),
        migrations.AddConstraint(
            model_name='conversation',
            constraint=models.UniqueConstraint(fields=('low', 'high'), name='one_conversation_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='conversation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('high', None), ('low', None)), models.Q(('high__isnull', False), ('low__isnull', False), ('low__lt', models.F('high'))), _connector='OR'), name='a_pair_is_ordered_or_empty'),
        ),
        migrations.AddConstraint(
            model_name='conversation',
            constraint=models.CheckConstraint(condition=models.Q(('low', None), models.Q(('owner', None), ('title', '')), _connector='OR'), name='a_pair_has_no_owner'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['person', '-id'], name='decisions_about_a_person'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['kind', 'object_id'], name='decisions_on_a_thing'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('action', 'suspend'), ('lifted_at', None)), fields=['until'], name='suspensions_in_force'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('action__in', ['dismiss', 'hide', 'restore', 'warn', 'suspend', 'reinstate', 'end_friendship'])), name='action_is_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('rule__in', ['spam', 'harassment', 'hate', 'nudity', 'self_harm', 'impersonation', 'other'])), name='rule_is_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_decision_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('action', 'suspend'), models.Q(('lifted_at', None), ('until', None)), _connector='OR'), name='only_a_suspension_lasts'),
        ),
        migrations.AddIndex(
            model_name='follow',
            index=models.Index(fields=['followed', 'status'], name='follows_by_followed'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(fields=('follower', 'followed'), name='one_follow_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'accepted', 'rejected'])), name='follow_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.CheckConstraint(condition=models.Q(('follower', models.F('followed')), _negated=True), name='nobody_follows_themselves'),
        ),
        migrations.AddIndex(
            model_name='friendship',
            index=models.Index(fields=['user', 'status'], name='friendships_by_user'),
        ),
        migrations.AddIndex(
            model_name='friendship',
            index=models.Index(fields=['friend', 'status'], name='friendships_by_friend'),
        ),
        migrations.AddIndex(
            model_name='friendship',
            index=models.Index(condition=models.Q(('status', 'accepted')), fields=['user', 'friend'], name='friendships_accepted'),
        ),
        migrations.AddConstraint(
            model_name='friendship',
            constraint=models.UniqueConstraint(fields=('user', 'friend'), name='one_request_a_direction'),
        ),
        migrations.AddConstraint(
            model_name='friendship',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'accepted', 'rejected'])), name='friendship_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='friendship',
            constraint=models.CheckConstraint(condition=models.Q(('user', models.F('friend')), _negated=True), name='nobody_befriends_themselves'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='friendship',
            trigger=pgtrigger.compiler.Trigger(name='before_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (CURRENT_SETTING('pghistory.context_metadata', TRUE) <> '')", func='INSERT INTO "friendships_record" ("friend_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "status", "user_id") VALUES (OLD."friend_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'before\', OLD."status", OLD."user_id"); RETURN NULL;', hash='fbc921db83d7c91480d3d68340932bea22d8ed52', operation='DELETE', pgid='pgtrigger_before_delete_9ca6b', table='friendships', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(condition=models.Q(('left_at', None)), fields=['user'], name='conversations_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('conversation', 'user'), name='one_membership_a_person'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('read_seq__lte', models.F('delivered_seq'))), name='what_is_read_was_delivered'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('conversation', 'seq'), name='one_message_a_number'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('conversation', 'sender', 'client_id'), name='one_message_a_client_id'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('seq__gte', 1)), name='messages_are_numbered_from_one'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('hidden_at', None), ('deleted_at__isnull', False), _connector='OR'), name='a_hidden_message_is_shown_to_nobody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='before_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."hidden_at" IS DISTINCT FROM (NEW."hidden_at"))', func='INSERT INTO "messages_record" ("hidden_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."hidden_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'before\', OLD."id"); RETURN NULL;', hash='56620d80fb864a34c8cef07936ee867ae3c93bae', operation='UPDATE', pgid='pgtrigger_before_update_46739', table='messages', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='after_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."hidden_at" IS DISTINCT FROM (NEW."hidden_at"))', func='INSERT INTO "messages_record" ("hidden_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."hidden_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'after\', NEW."id"); RETURN NULL;', hash='daef7944c833aee2756573cb230c01612a9e6c23', operation='UPDATE', pgid='pgtrigger_after_update_fb8be', table='messages', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='mute',
            constraint=models.UniqueConstraint(fields=('muter', 'muted'), name='one_mute_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='mute',
            constraint=models.CheckConstraint(condition=models.Q(('muter', models.F('muted')), _negated=True), name='nobody_mutes_themselves'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['reporter', '-id'], name='reports_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('case', 'reporter'), name='one_report_a_person'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['spam', 'harassment', 'hate', 'nudity', 'self_harm', 'impersonation', 'other'])), name='reason_is_known'),
        ),
        migrations.AddConstraint(
            model_name='requesttally',
            constraint=models.UniqueConstraint(fields=('user', 'day'), name='one_tally_a_day'),
        ),
    ]
