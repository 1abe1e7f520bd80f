"""What is remembered of jobs besides the queue? Which scheduled run was begun, what a person was given, and faults."""

from __future__ import annotations

from django.db import models
from procrastinate.contrib.django.models import ProcrastinateJob

DEAD = ("failed", "aborted", "cancelled")


class ScheduledRun(models.Model):
    """One run of a schedule, for one period. The row comes first, in the transaction of what it leads to."""

    name = models.CharField(max_length=80)
    period = models.DateTimeField(help_text="The beginning of the period it is for; of upkeep, the minute it is due.")
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "scheduled_runs"
        constraints = [models.UniqueConstraint(fields=["name", "period"], name="one_run_a_period")]

    def __str__(self) -> str:
        return f"{self.name} {self.period:%Y-%m-%d %H:%M}"


class DoneFor(models.Model):
    """Something a schedule has done for one person and period, such as a weekly letter."""

    name = models.CharField(max_length=80)
    period = models.DateField()
    person_id = models.BigIntegerField()  # no foreign key: a person deleted meanwhile must not undo the others' letters
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "done_for"
        constraints = [models.UniqueConstraint(fields=["name", "period", "person_id"], name="once_a_person_and_period")]

    def __str__(self) -> str:
        return f"{self.name} {self.period} {self.person_id}"


class JobFault(models.Model):
    """Why a job last failed: the kind of the fault and the place, never its text, which may quote a person."""

    job_id = models.BigIntegerField(primary_key=True)
    error = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        db_table = "job_faults"

    def __str__(self) -> str:
        return self.error


class DeadJobs(models.Manager["DeadJob"]):
    """The jobs that no worker will touch, and why each failed."""

    def get_queryset(self) -> models.QuerySet[DeadJob]:
        """With `error`; empty for a job that no release knows."""
        why = JobFault.objects.filter(job_id=models.OuterRef("pk")).values("error")[:1]
        return super().get_queryset().filter(status__in=DEAD).annotate(error=models.Subquery(why))


class DeadJob(ProcrastinateJob):
    """A job that has failed for the last time. Its arguments are nobody's to read: they may hold letters and links."""

    objects = DeadJobs()  # type: ignore[assignment,misc]

    class Meta:
        proxy = True
        verbose_name = "dead job"

    def __str__(self) -> str:
        return f"{self.task_name} {self.pk}"
