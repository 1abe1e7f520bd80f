"""What is stored of a person?"""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import available_timezones

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from config.kernel.history import recorded


class Visibility(models.IntegerChoices):
    """Who may see an activity. The numbers are what the feed's query compares."""

    PUBLIC = 0, "public"
    FRIENDS = 1, "friends"
    PRIVATE = 2, "private"


VISIBILITY_NAMES = [(choice.label, choice.label) for choice in Visibility]
NAME_RULE = RegexValidator(r"^[\w.-]+\Z", "Only letters, digits, dots, hyphens and underscores.")


def check_time_zone(name: str) -> None:
    """Refuse what is no IANA time zone."""
    if name not in available_timezones():
        raise ValidationError("Not a known time zone. An example: Europe/Berlin.")


class PersonQuerySet(models.QuerySet["User"]):
    """Sets of people."""

    def active(self) -> PersonQuerySet:
        """Neither suspended nor deleted."""
        return self.filter(is_active=True)

    def known_to(self, person: User | int) -> PersonQuerySet:
        """Whom `person` (or their id) may know of: active, and no block either way. Includes the person."""
        pk = person if isinstance(person, int) else person.pk
        return self.active().exclude(blocks_made__blocked=pk).exclude(blocks_received__blocker=pk)

    def matching(self, text: str) -> PersonQuerySet:
        """Name or user name holds `text`, whatever the case."""
        return self.filter(Q(username__icontains=text) | Q(name__icontains=text))


class PersonManager(UserManager["User"]):
    """Users are made as Django makes them, and asked for as PersonQuerySet says."""

    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def active(self) -> PersonQuerySet:
        """Neither suspended nor deleted."""
        return self.get_queryset().active()

    def known_to(self, person: User | int) -> PersonQuerySet:
        """Whom `person` may know of."""
        return self.get_queryset().known_to(person)


@recorded("is_active")
class User(AbstractUser):
    """A person with an account. `is_active` is false while suspended and after deletion."""

    UNITS = [("km", "kilometres"), ("mi", "miles")]
    MESSAGERS = [("friends", "friends"), ("everyone", "everybody")]

    username = models.CharField(
        max_length=30,
        unique=True,
        validators=[NAME_RULE],
        error_messages={"unique": "This user name is taken."},
    )
    name = models.CharField("display name", max_length=60, blank=True)
    bio = models.CharField(max_length=300, blank=True)
    city = models.CharField(max_length=60, blank=True)
    units = models.CharField(max_length=2, choices=UNITS, default="km")
    time_zone = models.CharField(max_length=40, default="UTC", validators=[check_time_zone])
    default_visibility = models.PositiveSmallIntegerField(choices=Visibility.choices, default=Visibility.FRIENDS)
    is_private = models.BooleanField(
        "private account", default=False, help_text="Strangers see name and avatar only; followers need approval."
    )
    who_may_message = models.CharField(max_length=8, choices=MESSAGERS, default="friends")
    shows_presence = models.BooleanField(
        default=True, help_text="Others see when you are here. Switched off, you do not see when they are."
    )
    shows_typing = models.BooleanField(default=True, help_text="Others see that you type. Off, you do not see theirs.")
    sends_read_receipts = models.BooleanField(
        default=True, help_text="Others see what you have read. Off, you do not see what they have."
    )
    picture = models.UUIDField(null=True, editable=False)  # the id of the Avatar, so that a card costs no question
    is_demo = models.BooleanField(default=False, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()  # type: ignore[assignment]

    class Meta:
        db_table = "users"
        verbose_name, verbose_name_plural = "person", "people"
        constraints = [
            models.UniqueConstraint(Lower("username"), name="one_person_a_user_name"),
            models.CheckConstraint(condition=Q(units__in=["km", "mi"]), name="units_are_km_or_mi"),
            models.CheckConstraint(
                condition=Q(who_may_message__in=["friends", "everyone"]), name="who_may_message_is_known"
            ),
            models.CheckConstraint(
                condition=Q(default_visibility__in=Visibility.values), name="default_visibility_is_known"
            ),
        ]
        indexes = [
            # the few who are hidden from everybody; the feed reads them as a list
            models.Index(fields=["id"], condition=Q(is_active=False), name="people_not_active"),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def shown_name(self) -> str:
        """What others read: the display name, or the user name where there is none."""
        return self.name or self.username

    @property
    def avatar(self) -> str | None:
        """Address of the picture, 96 pixels square; None where there is none, and initials are drawn."""
        return self._picture_in("small")

    @property
    def avatar_large(self) -> str | None:
        """The same, 320 pixels square."""
        return self._picture_in("large")

    def _picture_in(self, size: str) -> str | None:
        """With a part of its id, so that a new picture has a new address."""
        return f"/api/v1/users/{self.pk}/avatar/{size}?v={self.picture.hex[:8]}" if self.picture else None
