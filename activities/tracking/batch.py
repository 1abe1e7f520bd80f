"""How are many activities recorded or deleted in one request? Each with a result of its own, or all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from django.db import transaction
from django.utils import timezone
from rest_framework import status

from activities.tracking.models import Activity
from activities.tracking.serializers import ActivitySerializer, row_of
from activities.tracking.services import announce, tell_of_deletion
from config.kernel.errors import Invalid
from social.accounts.models import User

REFUSED = "Nothing was changed: some of the items are refused, and all or nothing was asked for."


class Result(TypedDict):
    """What became of one item: the status it would have had alone, with its errors or, if recorded, the activity."""

    index: int
    status: int
    id: int | None
    errors: dict[str, Any] | None
    activity: dict[str, Any] | None


def create_activities(by: User, items: Sequence[Any], *, atomic: bool = False) -> list[Result]:
    """Record what is valid among `items`, in one transaction, and tell of each as of a single one.

    With `atomic`, one refused item refuses all: Invalid, with the results in the answer.
    """
    sent = [ActivitySerializer(data=item) for item in items]
    refused = {index: one.errors for index, one in enumerate(sent) if not one.is_valid()}
    results = [_result(index, 400, errors=dict(errors)) for index, errors in refused.items()]
    if atomic:
        _refuse(results)
    fields = {index: one.validated_data for index, one in enumerate(sent) if index not in refused}
    with transaction.atomic():
        recorded = Activity.objects.bulk_create(_new(by, values) for values in fields.values())
        for index, activity in zip(fields, recorded, strict=True):
            activity.photo_list = []  # type: ignore[attr-defined]  # a new one has none: nothing to ask for
            announce(activity)
            results.append(_result(index, status.HTTP_201_CREATED, id=activity.pk, activity=row_of(activity)))
    return sorted(results, key=lambda result: result["index"])


def delete_activities(by: User, ids: Sequence[int], *, atomic: bool = False) -> list[Result]:
    """Delete those of `ids` that are one's own, in one transaction, and tell of each as of a single one.

    With `atomic`, one that is not refuses all: Invalid, with the results in the answer.
    """
    with transaction.atomic():
        rows = Activity.objects.select_for_update(of=("self",)).select_related("user")
        mine = {row.pk: row for row in rows.filter(pk__in=set(ids), user=by, deleted_at=None).order_by("pk")}
        seen = set(Activity.objects.visible_to(by).filter(pk__in=set(ids) - mine.keys()).values_list("pk", flat=True))
        results = [_fate(index, pk, mine, seen) for index, pk in enumerate(ids)]
        if atomic:
            _refuse([result for result in results if result["errors"]])
        now = timezone.now()
        Activity.objects.filter(pk__in=mine).update(deleted_at=now, updated_at=now)
        for activity in mine.values():
            tell_of_deletion(activity)
    return results


def _new(by: User, values: dict[str, Any]) -> Activity:
    return Activity(user=by, **{"visibility": by.default_visibility} | values)


def _fate(index: int, pk: int, mine: dict[int, Activity], seen: set[int]) -> Result:
    if pk in mine:
        return _result(index, status.HTTP_204_NO_CONTENT, id=pk)
    if pk in seen:
        return _result(index, 403, id=pk, errors={"id": ["Only its owner may change an activity."]})
    return _result(index, 404, id=pk, errors={"id": ["There is no such activity."]})


def _result(index: int, status: int, **known: Any) -> Result:
    result: Result = {"index": index, "status": status, "id": None, "errors": None, "activity": None}
    result.update(known)  # type: ignore[typeddict-item]
    return result


def _refuse(results: list[Result]) -> None:
    if results:
        raise Invalid(REFUSED, code="batch_refused", results=results)
