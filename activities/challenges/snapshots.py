"""What of challenges does a client begin with?"""

from __future__ import annotations

from typing import Any

from activities.challenges.selectors import current_challenges
from activities.challenges.serializers import ChallengeSerializer
from config.kernel.features import is_enabled
from realtime.sockets.snapshots import snapshot
from social.accounts.models import User

MOST = 10


@snapshot("challenges")
def challenges(person: User) -> list[dict[str, Any]]:
    """Those one takes part in that are not over, as the API answers them; the next to end first, at most MOST."""
    if not is_enabled("challenges", person):
        return []
    return [dict(row) for row in ChallengeSerializer(current_challenges(person, MOST), many=True).data]
