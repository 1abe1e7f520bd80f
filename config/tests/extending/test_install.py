"""Can another's app add a message type, an event and a channel from its own folder? The example of our guide does."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.tests.live import PROJECT
from config.tests.stage import Stage, staged

EXAMPLES = PROJECT / "docs/examples"
FIRE = "🔥"


@pytest.fixture(scope="module")
def place() -> Iterator[Stage]:
    """A Slipstream with the example installed, and nothing of ours changed."""
    with tempfile.TemporaryDirectory(prefix="slip-") as folder:
        Path(folder).chmod(0o755)
        with staged(Path(folder), EXTENSIONS="reactions", PYTHONPATH=str(EXAMPLES)) as stage:
            yield stage


@pytest.fixture(scope="module")
def people(place: Stage) -> dict[str, Any]:
    """alice and bob are friends, erin is a friend of bob only, charlie is a stranger."""
    people = {name: place.person(name) for name in ("alice", "bob", "charlie", "erin")}
    people["bob"].befriend(people["alice"])
    people["bob"].befriend(people["erin"])
    return people


@pytest.mark.parametrize("by", ["socket", "poll"])
def test_a_reaction_reaches_owner_and_watcher_and_no_stranger(place: Stage, people: dict[str, Any], by: str) -> None:
    run = people["alice"].post_run("Hills")
    devices = {name: actor.device(by=by) for name, actor in people.items()}
    for device in devices.values():
        device.expect("social_data")
    refused = devices["charlie"].ask("subscribe", {"channel": f"reactions:{run}"})
    assert refused["error"]["code"] == "CHANNEL_NOT_FOUND"
    assert devices["bob"].ask("subscribe", {"channel": f"reactions:{run}"})["success"] is True

    done = devices["bob"].ask("react", {"activity_id": run, "emoji": FIRE})

    assert done["result"] == {"activity_id": run, "emoji": FIRE}
    for name in ("alice", "bob"):
        frame = devices[name].expect("reaction_added", activity_id=run)
        assert (frame["payload"]["user"]["username"], frame["channel"]) == ("bob", f"reactions:{run}")
    place.wait_until_told()
    for name in ("charlie", "erin"):  # a stranger; and a friend of bob who may not see the run
        devices[name].settle()
        assert "reaction_added" not in devices[name].types()
    rows = people["alice"].ask("GET", f"activities/{run}/reactions").json()["results"]
    assert [(row["user"]["username"], row["emoji"]) for row in rows] == [("bob", FIRE)]
    assert people["charlie"].ask("GET", f"activities/{run}/reactions").status_code == 404
    for device in devices.values():
        assert device.place.faults == [] or all("undocumented" in fault for fault in device.place.faults)
        device.close()


def test_a_payload_that_does_not_fit_is_refused_before_the_handler(place: Stage, people: dict[str, Any]) -> None:
    run = people["alice"].post_run("Track")
    with_device = people["bob"].device()
    with_device.expect("social_data")
    with_device.send("react", {"activity_id": run, "emoji": 7})
    assert with_device.expect("error")["payload"]["code"] == "INVALID_MESSAGE"
    assert with_device.ask("react", {"activity_id": run, "emoji": "no"})["error"]["code"] == "INVALID"
    assert people["charlie"].ask("POST", f"activities/{run}/reactions", json={"emoji": FIRE}).status_code == 404
    assert place.rows("SELECT count(*) FROM reactions_reaction WHERE activity_id = %s", run) == [(0,)]
    with_device.close()


def test_who_does_not_want_to_hear_of_it_does_not(place: Stage, people: dict[str, Any]) -> None:
    with_device = people["alice"].device()
    with_device.expect("social_data")
    first, second = people["alice"].post_run("One"), people["alice"].post_run("Two")
    place.execute("INSERT INTO reactions_reactionsoff (user_id) VALUES (%s)", people["alice"].id)
    assert people["bob"].ask("POST", f"activities/{first}/reactions", json={"emoji": FIRE}).status_code == 201
    place.wait_until_told()
    place.execute("DELETE FROM reactions_reactionsoff")
    assert people["bob"].ask("POST", f"activities/{second}/reactions", json={"emoji": FIRE}).status_code == 201
    with_device.expect("reaction_added", activity_id=second)
    assert [f["payload"]["activity_id"] for f in with_device.frames if f["type"] == "reaction_added"] == [second]
    with_device.close()


def test_it_is_in_both_descriptions(place: Stage, people: dict[str, Any]) -> None:
    described = people["alice"].http.get("/api/v1/asyncapi").json()["components"]["messages"]
    assert {"told.reaction_added", "asked.react"} <= described.keys()
    schema = people["alice"].http.get("/api/v1/schema", headers={"Accept": "application/json"}).json()
    assert "/api/v1/activities/{id}/reactions" in schema["paths"]


def test_the_guide_shows_the_example_as_it_is() -> None:
    """Every Python sample of the guide is a part of the files, to the letter."""
    guide = (PROJECT / "docs/extending.md").read_text()
    files = "\n".join(path.read_text() for path in sorted((EXAMPLES / "reactions").rglob("*.py")))
    samples = [part.split("```")[0] for part in guide.split("```python\n")[1:]]
    assert len(samples) >= 5
    for sample in samples:
        ast.parse(sample)
        assert sample.strip() in files, sample
