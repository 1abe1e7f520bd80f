"""Jobs and the schedule: work that is done later, outside the request, and survives a crash."""

from config.kernel.jobs.port import Job, job
from config.kernel.jobs.retrying import Dead
from config.kernel.jobs.schedule import once, scheduled

__all__ = ["Dead", "Job", "job", "once", "scheduled"]
