"""Are tokens gone from the address before anybody writes it down?"""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.sockets.credentials import KEPT, scrub


@pytest.mark.parametrize(
    ("query", "left", "kept"),
    [
        (b"token=abc", b"", {"token": "abc"}),
        (b"ticket=abc&epoch=x&seq=3", b"epoch=x&seq=3", {"ticket": "abc"}),
        (b"epoch=x&token=a.b.c&seq=3", b"epoch=x&seq=3", {"token": "a.b.c"}),
        (b"epoch=%20x&tok%65n=a", b"epoch=%20x", {"token": "a"}),
        (b"token=a&token=b&ticket=c", b"", {"token": "a", "ticket": "c"}),
        (b"token", b"", {"token": ""}),
        (b"token=a%2Bb", b"", {"token": "a+b"}),
        (b"epoch=token&seq=ticket", b"epoch=token&seq=ticket", None),
        (b"tokens=1&&x", b"tokens=1&&x", None),
        (b"", b"", None),
    ],
)
def test_tokens_and_tickets_leave_the_query_and_are_kept(query, left, kept):
    """S-WS-4."""
    scope = {"type": "websocket", "query_string": query}
    scrub(scope)
    assert scope["query_string"] == left
    assert scope.get(KEPT) == kept


def test_it_happens_in_place_and_a_second_time_changes_nothing():
    """S-WS-4: the server's own scope is what it logs."""
    scope = {"type": "websocket", "query_string": b"token=canary"}
    same = scope
    scrub(scope)
    scrub(scope)
    assert same["query_string"] == b""
    assert same[KEPT] == {"token": "canary"}


def test_a_scope_without_a_query_is_left_alone():
    scope = {"type": "lifespan"}
    scrub(scope)
    assert scope == {"type": "lifespan"}


@given(
    st.lists(st.sampled_from([b"token", b"ticket", b"=", b"&", b"%74", b"epoch", b"\xff", b"+"]), max_size=12).map(
        b"".join
    )
)
def test_whatever_comes_no_parameter_of_that_name_is_left(query):
    """S-WS-4."""
    scope = {"type": "websocket", "query_string": query}
    scrub(scope)
    assert not parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True).keys() & {"token", "ticket"}
