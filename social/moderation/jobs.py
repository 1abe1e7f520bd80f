"""Which suspensions end by themselves, and when?"""

from __future__ import annotations

from config.kernel.jobs import job, scheduled


@job("moderation.end_suspensions")
def end_suspensions() -> None:
    """At the moment one is over: all that are over by then end."""
    from social.moderation.suspending import end_what_is_over  # the events are registered by then

    end_what_is_over()


@scheduled("moderation.suspensions", cron="*/10 * * * *")
def end_suspensions_regularly() -> None:
    """The same, should a job have been lost."""
    from social.moderation.suspending import end_what_is_over

    end_what_is_over()
