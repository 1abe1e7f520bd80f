"""What does the OpenAPI document say of our addresses? The form without the optional slash, and every refusal."""

from __future__ import annotations

from typing import Any

VERBS = {"get", "post", "put", "patch", "delete"}
REFUSALS = {
    "400": ("Invalid", "Some of the input is not right: `errors` names the fields."),
    "401": ("NotAuthenticated", "No credential, or one that does not hold."),
    "403": ("Forbidden", "Seen, but not allowed; or the feature is switched off; or a cookie without a CSRF token."),
    "404": ("NotFound", "There is no such thing, or the caller may not see it."),
    "406": ("NotAcceptable", "No such format."),
    "409": ("Conflict", "The present state does not allow it."),
    "413": ("TooLarge", "The body is too large."),
    "415": ("UnsupportedMediaType", "Neither JSON nor a form."),
    "422": ("KeyReused", "The Idempotency-Key was used for a different request."),
    "429": ("RateLimited", "Too much, too fast: `Retry-After` says when to come back."),
    "503": ("Unavailable", "A store is away: `Retry-After` says when to come back."),
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Why a request was refused (RFC 9457). `code` is stable; `errors` names the faulty fields.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": {}},
    },
    "required": ["type", "title", "status", "code", "detail"],
    "additionalProperties": {},
}
CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def without_trailing_slash(endpoints: list[tuple[str, str, str, Any]], **_: Any) -> list[tuple[str, str, str, Any]]:
    """A preprocessing hook: `/feed/?` is documented as `/feed`."""
    return [(path.removesuffix("/?").removesuffix("/"), regex, method, view) for path, regex, method, view in endpoints]


def with_refusals(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A postprocessing hook: each operation also tells the refusals that are common to its kind, as problems."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {name: {"description": says, "content": CONTENT} for name, says in REFUSALS.values()}
    for operations in result["paths"].values():
        for verb in operations.keys() & VERBS:
            _tell(verb, operations[verb])
    return result


def _tell(verb: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    for status, answer in responses.items():
        if status >= "400" and "content" not in answer:
            answer["content"] = CONTENT
    for status in _refusals_of(verb, operation):
        responses.setdefault(status, {"$ref": f"#/components/responses/{REFUSALS[status][0]}"})
    operation["responses"] = dict(sorted(responses.items()))


def _refusals_of(verb: str, operation: dict[str, Any]) -> list[str]:
    """Those that may come of what the operation takes."""
    kinds = {parameter["in"] for parameter in operation.get("parameters", [])}
    told = ["406", "429", "503"]
    if {} not in operation.get("security", [{}]):
        told += ["401", "403"]
    if "requestBody" in operation:
        told += ["400", "404", "413", "415"]  # a body may name a thing, too
    if "query" in kinds:
        told += ["400"]
    if "path" in kinds:
        told += ["404"]
    if verb != "get":
        told += ["400", "403", "409", "422"]
    return told
