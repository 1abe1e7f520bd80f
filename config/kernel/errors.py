"""How does a service say no? By raising one of these; the edges turn it into JSON, a frame or a message."""

from __future__ import annotations

from typing import Any, ClassVar


class Refusal(Exception):
    """A request that cannot be granted. `code` is stable, `message` is for people and says what to do.

    `errors` names the faulty fields: {field: [messages]}. `extra` joins the body of the answer as it is.
    """

    status: ClassVar[int] = 400
    code: str = "invalid"
    message: str = "This request cannot be granted."

    def __init__(
        self,
        message: str = "",
        *,
        code: str = "",
        errors: dict[str, list[str]] | None = None,
        retry_after_s: int | None = None,
        **extra: Any,
    ) -> None:
        self.message = message or self.message
        self.code = code or self.code
        self.errors, self.retry_after_s, self.extra = errors, retry_after_s, extra
        super().__init__(self.message)


class Invalid(Refusal):
    """The input is at fault."""

    status, code, message = 400, "invalid", "Some of the input is not right."


class Forbidden(Refusal):
    """The person may see the thing but not do this to it."""

    status, code, message = 403, "forbidden", "You may not do this."


class FeatureOff(Refusal):
    """The feature is switched off for this person."""

    status, code, message = 403, "feature_not_available", "This feature is not available to you."

    def __init__(self, feature: str) -> None:
        super().__init__(error="feature_not_available", feature=feature)


class NotFound(Refusal):
    """There is no such thing, or the person may not know of it: the two are never told apart."""

    status, code, message = 404, "not_found", "Not found."


class Conflict(Refusal):
    """The state of things does not allow it."""

    status, code, message = 409, "conflict", "This cannot be done in the present state."


class RateLimited(Refusal):
    """Too much, too fast. `retry_after_s` says when to come back, in seconds."""

    status, code, message = 429, "rate_limited", "Too many requests. Try again later."
