"""How is a line of the table asked, and what is wrong with the answers? For every kind of person, nothing kept."""

from __future__ import annotations

import json
import re
from itertools import zip_longest
from typing import Any

from asgiref.sync import async_to_sync
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from config.tests.api.routes import BEFORE, UNKNOWN_ID, UNKNOWN_UUID
from config.tests.security.pages import FORMS
from config.tests.security.rest import TABLE
from config.tests.security.rows import Row, rows_of
from config.tests.security.world import ACTORS, PROJECT, SECRET, World, picture

OPEN_TO = ["owner", "suspended", "anonymous"]
SENT_ANEW = re.compile(rb'value="[A-Za-z0-9]{64}"|"csrf[^,]*,|value="/social/[^"]*"|\?next=[^"]*')


def recording() -> SimpleUploadedFile:
    """A recorded ride to send."""
    content = (PROJECT / "activities/tests/samples/hill_ride.gpx").read_bytes()
    return SimpleUploadedFile("ride.gpx", content, "application/gpx+xml")


FILES = {
    "@photo": lambda: {"photos": [picture()]},
    "@avatar": lambda: {"avatar": picture()},
    "@recording": lambda: {"file": recording()},
    "@recordings": lambda: {"files": [recording()]},
}


def ask(world: World, actor: str, row: Row, ids: dict[str, Any]) -> Any:
    """Ask once. `answer.whole` is every byte of the body."""
    path = f"{'/' if row.is_page else BEFORE}{world.filled(row.path, **ids)}"
    world.clients[actor].cookies.pop("messages", None)  # what a page before this one was to say
    client = getattr(world.clients[actor], row.verb.lower())
    if row.body.startswith("@"):
        answer = client(path, FILES[row.body](), format="multipart")
    elif row.verb == "GET":
        answer = client(path, HTTP_ACCEPT="text/html" if row.is_page else "*/*")
    else:
        sent = json.loads(world.filled(FORMS.get(row.body, row.body) or "{}"))
        answer = client(path, sent, format="multipart" if row.is_page else "json")
    answer.whole = body_of(answer)
    return answer


def body_of(answer: Any) -> bytes:
    """The body, whole."""
    if not answer.streaming:
        return bytes(answer.content)
    return async_to_sync(gathered)(answer) if answer.is_async else b"".join(answer)


async def gathered(answer: Any) -> bytes:
    """What comes piece by piece."""
    return b"".join([part async for part in answer.streaming_content])


def names_in(path: str) -> list[str]:
    """The things that an address names."""
    return re.findall(r"\$(\w+)", path)


def faults_of(world: World, row: Row, refused: str) -> list[str]:
    """What is not as the table says; `refused` is what is said to those without an account, or a suspended one."""
    faults = []
    for actor in OPEN_TO if row.is_open else ACTORS:
        expected, idle = row.expected(actor, refused)
        cache.clear()
        with transaction.atomic():
            answer = ask(world, actor, row, {})
            if str(answer.status_code) != expected:
                faults.append(f"{actor}: {answer.status_code}, not {expected} {answer.whole[:200]!r}")
            elif (answer.status_code >= 400 or idle) and (changed := world.trace.changed()):
                faults.append(f"{actor}: may not change anything, but changed {changed}")
            transaction.set_rollback(True)
        if actor != "owner" and SECRET.encode() in answer.whole and not row.is_open:
            faults.append(f"{actor}: is shown what is the owner's alone")
        if answer.status_code == 404 and names_in(row.path) and (told := told_apart(world, actor, row, answer)):
            faults.append(f"{actor}: hidden is told from missing: {told}")
    return faults


def told_apart(world: World, actor: str, row: Row, hidden: Any) -> Any:
    """What differs between what is hidden and what is missing: status, headers or a line of the body."""
    with transaction.atomic():
        missing = ask(world, actor, row, nowhere(world, actor, row))
        transaction.set_rollback(True)
    pairs = zip_longest(without_address(hidden), without_address(missing))
    return [pair for pair in pairs if pair[0] != pair[1]][:3]


def nowhere(world: World, actor: str, row: Row) -> dict[str, Any]:
    """Ids of nothing, for those in the address; but the first stays if the actor may see what it is."""
    names = names_in(row.path)
    above = ("/" if row.is_page else BEFORE) + world.filled(re.sub(r"(\$\w+/?).*", r"\1", row.path))
    if row.path.count("/") > 1 and world.clients[actor].get(above).status_code == 200:
        names = names[1:]
    return {name: UNKNOWN_UUID if isinstance(world.ids[name], str) else UNKNOWN_ID for name in names}


def without_address(answer: Any) -> list[Any]:
    """The answer but for the address that was asked, and for what is new in each answer anyway."""
    body = SENT_ANEW.sub(b"", answer.whole.replace(answer.request["PATH_INFO"].encode(), b""))
    headers = {name: value for name, value in answer.items() if name not in ("X-Request-ID", "Content-Length")}
    return [answer.status_code, headers, *body.splitlines()]


def bare(path: str) -> str:
    """An address without the names of its ids."""
    return re.sub(r"\$\w+|\{\w+\}", "{}", path.partition("?")[0])


def real_path(verb: str, path: str) -> str | None:
    """The first address of the table that is such a one, with real things in it."""
    found = (row.path for row in rows_of(TABLE) if (row.verb, bare(row.path)) == (verb.upper(), bare(path)))
    return next(found, None)


def bodies() -> dict[tuple[str, str], str]:
    """What the table sends to each address, without files."""
    rows = [row for row in reversed(list(rows_of(TABLE))) if row.body.startswith("{")]
    return {(row.verb, bare(row.path)): row.body for row in rows}
