"""What is kept of a person's picture, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from config.kernel.errors import Refusal
from config.kernel.personal import Attachment, Loading, Row, attached, loaded, told
from social.avatars.models import Avatar
from social.avatars.services import set_avatar

PATH = "avatar/avatar.jpg"


@told("avatar")
def avatar(person_id: int) -> Iterable[Row]:
    """When it was uploaded, and where it lies in the archive."""
    for created_at in Avatar.objects.filter(person=person_id).values_list("created_at", flat=True):
        yield {"path": PATH, "created_at": created_at}


@attached("avatar")
def files(person_id: int) -> Iterable[Attachment]:
    """The picture in its larger size."""
    for row in Avatar.objects.filter(person=person_id):
        yield Attachment(PATH, row.large)


@loaded("avatar")
def load_avatar(into: Loading, rows: Iterable[Row]) -> int:
    """Made anew as any upload; one that is no picture is left out."""
    count = 0
    for row in rows:
        content = into.read(str(row["path"]))
        if content is not None:
            try:
                set_avatar(into.owner, BytesIO(content))
            except Refusal:
                continue
            count += 1
    return count
