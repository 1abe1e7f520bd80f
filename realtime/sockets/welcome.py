"""How does a connection begin? With the subprotocol we agree on, and what the client may rely on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from realtime.presence.leases import MAX_CONNECTIONS
from realtime.sockets import frames
from realtime.sockets.housekeeping import DEAD_S, HEARTBEAT_S
from realtime.sockets.messages import Welcome
from realtime.sockets.pace import MESSAGES_A_SECOND
from realtime.sockets.topics import MAX_SUBSCRIPTIONS
from realtime.streams.position import Standing

PROTOCOL = "slipstream.v1"
SPOKEN = (PROTOCOL, "socialhub-v1")
CREDENTIAL_PREFIXES = ("ticket.", "bearer.")
POLL_S = 30


def _versions(scope: dict[str, Any]) -> list[str]:
    return [name for name in scope.get("subprotocols", []) if not name.startswith(CREDENTIAL_PREFIXES)]


def subprotocol(scope: dict[str, Any]) -> str | None:
    """The version we accept back; never a credential, which some browsers refuse to see again."""
    return next((name for name in SPOKEN if name in scope.get("subprotocols", [])), None)


def speaks_our_version(scope: dict[str, Any]) -> bool:
    """Whether the client offers a version we speak, or names none."""
    return not _versions(scope) or subprotocol(scope) is not None


def limits() -> dict[str, int]:
    """What a client may not exceed."""
    return {
        "frame_bytes": frames.MAX_BYTES,
        "depth": frames.MAX_DEPTH,
        "messages_per_second": MESSAGES_A_SECOND,
        "connections": MAX_CONNECTIONS,
        "subscriptions": MAX_SUBSCRIPTIONS,
    }


def timings() -> dict[str, int]:
    """Seconds."""
    return {"heartbeat": HEARTBEAT_S, "dead": DEAD_S, "poll": POLL_S}


def frame(person_id: int, connection_id: str, standing: Standing) -> str:
    """The first frame of every connection."""
    payload = Welcome(
        protocol=PROTOCOL,
        connection_id=connection_id,
        user_id=person_id,
        epoch=standing.epoch,
        seq=standing.top,
        oldest=standing.floor,
        server_time=datetime.now(UTC),
        limits=limits(),
        timings=timings(),
    )
    return frames.write("welcome", payload, epoch=standing.epoch)
