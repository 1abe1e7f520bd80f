"""What of challenges is done later, outside the request?"""

from __future__ import annotations

from activities.challenges import ranking
from activities.challenges.counting import of_person, recount
from activities.challenges.events import GoalReached
from config.kernel.jobs import job
from realtime.events import publish


@job("challenges.rank")
def rank(challenge_id: int) -> None:
    """Let the ranks follow the values. May run twice."""
    ranking.settle_ranks(challenge_id)


@job("challenges.close")
def close(challenge_id: int) -> None:
    """Make the ranks final, if it is time. May run twice."""
    ranking.close(challenge_id)


@job("challenges.tell")
def tell(challenge_id: int) -> None:
    """Tell everybody who takes part. May run twice."""
    ranking.tell_everybody(challenge_id)


@job("challenges.count")
def count(person_id: int) -> None:
    """Count the person's progress anew; ranks follow. May run twice, or at once inside the caller's transaction."""
    with of_person(person_id):
        for progress in recount(person_id):
            ranking.tell_person(progress.challenge_id, person_id)
            rank_soon(progress.challenge_id)
            if progress.reached:
                pk, title = progress.challenge_id, progress.title
                publish(GoalReached(challenge_id=pk, person_id=person_id, title=title), to=None)


def rank_soon(challenge_id: int) -> None:
    """Have the ranks follow what this transaction changes; one job that waits is enough."""
    rank.enqueue(once=str(challenge_id), challenge_id=challenge_id)
