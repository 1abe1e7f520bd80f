"""Which conversations do the tests of messages begin with?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from social.conversations.sending import send_message
from social.conversations.services import start_conversation
from social.models import Conversation, Message

NUMBERS = count(1)


@pytest.fixture
def pair(alice: Any, bob: Any) -> Conversation:
    """The conversation of alice and bob."""
    return start_conversation(alice, [bob.pk])[0]


@pytest.fixture
def group(alice: Any, bob: Any, person: Any, befriend: Any) -> Conversation:
    """A group of alice, who owns it, with bob and erin; bob and erin are strangers."""
    erin = person("erin")
    befriend(alice, erin)
    return start_conversation(alice, [bob.pk, erin.pk], "Sunday ride")[0]


@pytest.fixture
def erin(group: Conversation) -> Any:
    """A member of the group."""
    return group.members.get(user__username="erin").user


@pytest.fixture
def say() -> Callable[..., Message]:
    """Sends a message: `say(alice, pair)`, `say(alice, pair, "Hello")`."""

    def send(by: Any, conversation: Conversation, content: str = "Hello", client_id: str = "") -> Message:
        return send_message(by, conversation.pk, content, client_id or f"c{next(NUMBERS)}")

    return send
