"""What follows when somebody is no longer in a conversation?"""

from __future__ import annotations

from realtime.events import subscriber
from realtime.events.rights import check_rights_of
from social.conversations.events import MemberParted


@subscriber(MemberParted)
def stop_watching(event: MemberParted) -> None:
    """Their open connections drop its topic."""
    check_rights_of(event.person_id)
