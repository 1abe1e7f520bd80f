"""What does presence do when somebody comes or goes, or changes their mind?"""

from __future__ import annotations

from realtime.events import subscriber
from realtime.presence.events import PeopleMoved
from social.accounts.events import PresenceSettingChanged
from social.presence import services


@subscriber(PeopleMoved)
def tell_moves(event: PeopleMoved) -> None:
    """Tell those who may see it."""
    services.tell_moves(event.came, event.left)


@subscriber(PresenceSettingChanged)
def tell_setting(event: PresenceSettingChanged) -> None:
    """Tell those who saw it, or may now."""
    services.tell_setting(event.person_id)
