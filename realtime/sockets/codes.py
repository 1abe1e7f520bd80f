"""Which codes name a refusal, in an error frame and in a close?"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Code(StrEnum):
    """Codes of error frames that are not a service's own refusal."""

    MISSING_TOKEN = "MISSING_TOKEN"  # noqa: S105
    INVALID_TOKEN = "INVALID_TOKEN"  # noqa: S105
    TOKEN_EXPIRED = "TOKEN_EXPIRED"  # noqa: S105
    UNAUTHORIZED = "UNAUTHORIZED"
    INVALID_MESSAGE = "INVALID_MESSAGE"
    CHANNEL_NOT_FOUND = "CHANNEL_NOT_FOUND"
    MAX_CONNECTIONS = "MAX_CONNECTIONS"
    RATE_LIMITED = "RATE_LIMITED"
    INTERNAL_ERROR = "INTERNAL_ERROR"
    UNSUPPORTED_VERSION = "UNSUPPORTED_VERSION"
    TOO_SLOW = "TOO_SLOW"
    SERVER_FULL = "SERVER_FULL"
    SIGNED_OUT = "SIGNED_OUT"
    ACCOUNT_GONE = "ACCOUNT_GONE"


class Close(IntEnum):
    """Close codes: 4000 to 4499 come back, 4500 to 4999 stay away."""

    NORMAL = 1000
    RESTART = 1012
    EXPIRED = 4401
    SLOW = 4408
    FULL = 4413
    FAST = 4429
    MALFORMED = 4500
    NO_CREDENTIAL = 4501
    GONE = 4503
    SIGNED_OUT = 4504
    ELEVENTH = 4509
    VERSION = 4512


MESSAGES: dict[str, str] = {
    Code.INVALID_MESSAGE: "This frame is not one we understand.",
    Code.MISSING_TOKEN: "Prove who you are: a session cookie, a token or a ticket.",
    Code.INVALID_TOKEN: "This credential is not valid.",
    Code.TOKEN_EXPIRED: "This token has expired. Get a new one and come back.",
    Code.UNAUTHORIZED: "Connections from this origin are not accepted.",
    Code.CHANNEL_NOT_FOUND: "There is no such channel.",
    Code.MAX_CONNECTIONS: "You have ten connections open. Close one first.",
    Code.RATE_LIMITED: "You send more than 100 messages a second. This one was not acted on.",
    Code.INTERNAL_ERROR: "Something went wrong on our side. Try again.",
    Code.UNSUPPORTED_VERSION: "We speak slipstream.v1.",
    Code.TOO_SLOW: "You read too slowly or fell silent. Come back with your position.",
    Code.SERVER_FULL: "The server is full. Come back later.",
    Code.SIGNED_OUT: "You have signed out.",
    Code.ACCOUNT_GONE: "This account is not active.",
}
