"""What is stored of reports, and of what moderators decide?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

MAX_NOTE, MAX_REASON, MAX_ANSWER, MAX_EXCERPT = 1000, 1000, 2000, 200


class Rule(models.TextChoices):
    """What a thing is reported for, and which rule a decision is by."""

    SPAM = "spam", "spam"
    HARASSMENT = "harassment", "harassment"
    HATE = "hate", "hate"
    NUDITY = "nudity", "nudity"
    SELF_HARM = "self_harm", "self-harm"
    IMPERSONATION = "impersonation", "impersonation"
    OTHER = "other", "something else"


class Outcome(models.TextChoices):
    """What came of a report."""

    OPEN = "open", "open"
    UPHELD = "upheld", "upheld"
    DISMISSED = "dismissed", "dismissed"


class Action(models.TextChoices):
    """What a moderator can do."""

    DISMISS = "dismiss", "Dismiss: it breaks no rule"
    HIDE = "hide", "Hide the content from everybody"
    RESTORE = "restore", "Show the content again"
    WARN = "warn", "Warn the person"
    SUSPEND = "suspend", "Suspend the person"
    REINSTATE = "reinstate", "Let a suspended person in again"
    END_FRIENDSHIP = "end_friendship", "End a friendship of the person"


class Case(models.Model):
    """All reports of one thing that are settled together. `owner` is whose thing it is, where it is one person's."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="cases")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    reported_at = models.DateTimeField(default=timezone.now, help_text="The last report.")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "moderation_cases"
        verbose_name = "reported thing"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], condition=Q(outcome="open"), name="one_open_case_a_thing"
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome="open", settled_at=None) | ~Q(outcome="open") & Q(settled_at__isnull=False),
                name="what_is_settled_was_settled_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Report(models.Model):
    """`reporter` thinks that the thing of `case` breaks a rule."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=20, choices=Rule.choices)
    note = models.CharField(max_length=MAX_NOTE, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "moderation_reports"
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter"], name="one_report_a_person"),
            models.CheckConstraint(condition=Q(reason__in=Rule.values), name="reason_is_known"),
        ]
        indexes = [models.Index(fields=["reporter", "-id"], name="reports_of_a_person")]

    def __str__(self) -> str:
        return f"report {self.pk} of {self.case_id}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Sets of decisions."""

    def told(self) -> DecisionQuerySet:
        """What the person it is about is told of."""
        return self.exclude(action=Action.DISMISS).filter(person__isnull=False)

    def in_force(self) -> DecisionQuerySet:
        """Suspensions that have not ended, or that nobody has ended yet although their time is over."""
        return self.filter(action=Action.SUSPEND, lifted_at=None)


class Decision(models.Model):
    """What a moderator did, to what, why; `person` is whom it is about, and who may answer once.

    What it changed, before and after, is in the records of the changed rows: config/kernel/history.py.
    """

    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="decisions")
    action = models.CharField(max_length=20, choices=Action.choices)
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="decisions_about"
    )
    rule = models.CharField(max_length=20, choices=Rule.choices, default=Rule.OTHER)
    reason = models.CharField(max_length=MAX_REASON, help_text="The person reads this.")
    excerpt = models.CharField(max_length=MAX_EXCERPT, blank=True, help_text="How the content begins.")
    created_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True, blank=True, help_text="Of a suspension; empty: for good.")
    lifted_at = models.DateTimeField(null=True, blank=True, help_text="When a suspension ended.")
    answer = models.CharField(max_length=MAX_ANSWER, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        db_table = "moderation_decisions"
        constraints = [
            models.CheckConstraint(condition=Q(action__in=Action.values), name="action_is_known"),
            models.CheckConstraint(condition=Q(rule__in=Rule.values), name="rule_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_decision_has_a_reason"),
            models.CheckConstraint(
                condition=Q(action="suspend") | Q(until=None, lifted_at=None), name="only_a_suspension_lasts"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="decisions_about_a_person"),
            models.Index(fields=["kind", "object_id"], name="decisions_on_a_thing"),
            models.Index(fields=["until"], condition=Q(action="suspend", lifted_at=None), name="suspensions_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} ({self.kind} {self.object_id})"
