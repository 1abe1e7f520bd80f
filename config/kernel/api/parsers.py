"""How is a JSON body read? Strictly: at most 1 MB, and nothing in it that would break further on."""

from __future__ import annotations

import json
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from config.kernel.api.wholesome import check
from config.kernel.errors import Refusal

MAX_BYTES = 1_000_000


class TooLarge(Refusal):
    """The body is over the limit."""

    status, code, message = 413, "too_large", f"The body is larger than {MAX_BYTES} bytes."


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


class StrictJSONParser(BaseParser):
    """application/json; NaN, NUL, lone surrogates and deep nesting are a 400 that says so."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        body = stream.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise TooLarge
        try:
            value = json.loads(body, parse_constant=_no_constant)
            check(value)
        except RecursionError:
            raise ParseError("This is not acceptable JSON: nested too deeply.") from None
        except ValueError as fault:
            raise ParseError(f"This is not acceptable JSON: {fault}.") from None
        return value
