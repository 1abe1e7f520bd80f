"""What of privacy zones happens after the answer?"""

from __future__ import annotations

from config.kernel.jobs import job


@job("zones.retrim", queue="inbox", priority=10)
def retrim(person_id: int) -> None:
    """Trim the person's lines by the zones as they are now."""
    from activities.tracking.zones.services import trim_again  # services enqueue this

    trim_again(person_id)
