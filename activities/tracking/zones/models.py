"""What is stored of a privacy zone?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from activities.tracking.zones.trimming import Circle

SMALLEST_M, LARGEST_M = 100, 1000


class PrivacyZone(models.Model):
    """A place of `user`, and the circle that hides it: of `radius_m` metres, its centre moved by a secret offset."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="privacy_zones")
    latitude = models.FloatField()
    longitude = models.FloatField()
    radius_m = models.PositiveSmallIntegerField()
    circle_latitude = models.FloatField()
    circle_longitude = models.FloatField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "privacy_zones"
        constraints = [
            models.UniqueConstraint(fields=["user", "latitude", "longitude", "radius_m"], name="one_zone_a_place"),
            models.CheckConstraint(condition=Q(radius_m__range=(SMALLEST_M, LARGEST_M)), name="radius_hides_a_house"),
        ]

    def __str__(self) -> str:
        return f"zone {self.pk}"

    @property
    def circle(self) -> Circle:
        """What is hidden."""
        return Circle((self.circle_latitude, self.circle_longitude), self.radius_m)


class WholeRoute(models.Model):
    """The line of an activity before zones trim it, as an encoded polyline. For its owner's eyes alone.

    It is no column of the activity, so that whoever reads an activity reads the public line.
    """

    activity = models.OneToOneField(
        "activities.Activity", on_delete=models.CASCADE, primary_key=True, related_name="whole_route"
    )
    line = models.TextField()

    class Meta:
        db_table = "whole_routes"

    def __str__(self) -> str:
        return f"of activity {self.activity_id}"
