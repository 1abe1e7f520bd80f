"""What becomes of each model that has to do with people, in a take-out and when somebody leaves?

A new model without a rule fails a test: `config/tests/takeout/test_rules.py`. Extensions register their own parts (see
config/kernel/personal.py) and delete by cascade.
"""

from __future__ import annotations

from typing import NamedTuple

GOES = "goes with the person"


class Rule(NamedTuple):
    """`told`: the parts of a take-out that hold it; none where `because` says why. `leaving`: what deletion does."""

    told: tuple[str, ...]
    leaving: str = GOES
    because: str = ""


def _in(*parts: str, leaving: str = GOES) -> Rule:
    return Rule(parts, leaving)


def _not(because: str, leaving: str = GOES) -> Rule:
    return Rule((), leaving, because)


RULES = {
    "social.User": _in("profile"),
    "social.Avatar": _in("avatar"),
    "social.LogIn": _in("log_ins", leaving="goes with its session, at once"),
    "social.Friendship": _in("friends", "friend_requests"),
    "social.Follow": _in("following", "followers"),
    "social.RequestTally": _in("friend_requests_a_day"),
    "social.Block": _in("blocks", leaving="goes, from either side"),
    "social.Mute": _in("mutes", leaving="goes, from either side"),
    "social.Presence": _in("presence"),
    "social.Conversation": _in("conversations", leaving="one of two goes as a whole; a group has another owner"),
    "social.Membership": _in("conversations"),
    "social.Message": _in("messages", leaving="what they wrote goes everywhere; what others wrote in groups stays"),
    "social.Announcement": _not("it was said by the staff, to everybody", "stays, without its author"),
    "social.Case": _not("it is the moderators' work; each reporter has their reports", "goes with its owner"),
    "social.Report": _in("reports"),
    "social.Decision": _in("decisions", leaving="goes; those of a moderator stay, without their name"),
    "social.UserRecord": _not("what moderators changed is told as decisions"),
    "social.MessageRecord": _not("what moderators changed is told as decisions"),
    "social.FriendshipRecord": _not("what moderators changed is told as decisions"),
    "social.Departure": _not("who is leaving cannot ask for a take-out"),
    "activities.Activity": _in("activities", leaving="goes, with all that others made of it"),
    "activities.WholeRoute": _in("activities"),
    "activities.Original": _in("originals"),
    "activities.ImportFile": _not("it waits some minutes to become an activity"),
    "activities.Photo": _in("photos"),
    "activities.PrivacyZone": _in("privacy_zones"),
    "activities.Like": _in("likes"),
    "activities.Comment": _in("comments", leaving="goes; what others replied becomes comments of their own"),
    "activities.Mention": _in("mentions"),
    "activities.Share": _in("shares"),
    "activities.ActivityRecord": _not("what moderators changed is told as decisions"),
    "activities.CommentRecord": _not("what moderators changed is told as decisions"),
    "activities.ShareRecord": _not("what moderators changed is told as decisions"),
    "activities.Challenge": _in("challenges", leaving="goes, with everybody's part in it"),
    "activities.Participation": _in("challenges_joined"),
    "activities.Invitation": _in("challenge_invitations"),
    "activities.Achievement": _in("achievements"),
    "activities.DailyStats": _in("daily_stats"),
    "activities.XpEntry": _in("experience"),
    "activities.Task": _in("jobs"),
    "activities.ExportFile": _not("it is a copy of what is told, or an older take-out"),
    "notifications.Notification": _in("notifications", leaving="goes; so does what others were told of them"),
    "notifications.Preference": _in("notification_settings"),
    "notifications.Delivery": _in("notification_settings"),
    "notifications.ActivityMute": _in("muted_activities"),
    "notifications.Endpoint": _in("webhooks"),
    "notifications.WebhookDelivery": _in("webhook_deliveries"),
    "notifications.Attempt": _in("webhook_attempts"),
    "notifications.PushSubscription": _in("push_subscriptions"),
    "kernel.IdempotencyKey": _not("answers that were told already, kept for a day"),
    "kernel.Flag": _not("which features are on is in GET /features", "the person is taken off its list"),
    "account.EmailAddress": _in("email_addresses"),
    "account.EmailConfirmation": _not("it is half a secret, and short-lived"),
    "admin.LogEntry": _not("what moderators did is the operator's record", "theirs goes; the rest names nobody"),
}

WITHOUT_A_KEY = {
    "kernel.DoneFor": "forgotten by id: config/kernel/jobs/forgetting.py",
    "sessions.Session": "told as log_ins (social.LogIn); ended at once",
    "realtime.OutboxEvent": "told and deleted within seconds; one that cannot be told goes if it names the person",
    "procrastinate.ProcrastinateJob": "forgotten by id and address: config/kernel/jobs/forgetting.py",
}
"""Those that know a person without a foreign key."""
