"""Which models does this app have? Django looks here; each feature keeps its own."""

from notifications.inbox.models import ActivityMute, Delivery, Notification, Preference
from notifications.push.models import PushSubscription
from notifications.webhooks.models import Attempt, Endpoint, WebhookDelivery

__all__ = [
    "ActivityMute",
    "Attempt",
    "Delivery",
    "Endpoint",
    "Notification",
    "Preference",
    "PushSubscription",
    "WebhookDelivery",
]
