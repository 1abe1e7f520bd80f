"""What does a moderator see of messages, and what can they do?"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission

from realtime.models import OutboxEvent
from social.models import Decision, Message

pytestmark = pytest.mark.django_db
MESSAGES, CONVERSATIONS = "/admin/social/message/", "/admin/social/conversation/"
CANARY = "canary-in-a-message"


def take_down(client: Any, *rows: Message) -> Any:
    chosen = {"action": "hide", "reason": "Hate.", "_selected_action": [str(row.pk) for row in rows]}
    return client.post(MESSAGES, chosen, format="multipart", follow=True)


def test_no_list_search_page_or_log_shows_what_is_said(alice: Any, pair: Any, say: Any, dana: Any, api: Any) -> None:
    """S-OP-2, S-OP-4."""
    message, client = say(alice, pair, CANARY), api(dana)
    assert "alice" in client.get(MESSAGES).text
    take_down(client, message)
    pages = [MESSAGES, f"{MESSAGES}{message.pk}/change/", f"{MESSAGES}{message.pk}/history/", "/admin/"]
    pages += [CONVERSATIONS, f"{CONVERSATIONS}{pair.pk}/change/"]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert CANARY not in answer.text
    assert f"{message.pk}/change" not in client.get(MESSAGES, {"q": CANARY}).text
    assert CANARY not in str(LogEntry.objects.values())


def test_a_message_is_taken_down_for_everybody_and_that_is_recorded(
    alice: Any, bob: Any, pair: Any, say: Any, dana: Any, api: Any
) -> None:
    message = say(alice, pair, CANARY)
    assert "1 hidden." in take_down(api(dana), message).text
    assert "0 hidden." in take_down(api(dana), message).text
    assert CANARY not in api(bob).get(f"/api/v1/conversations/{pair.pk}/messages").text
    assert OutboxEvent.objects.filter(type="message_deleted").count() == 1
    entry = LogEntry.objects.get()
    assert (entry.user, entry.action_flag, entry.object_id) == (dana, CHANGE, str(message.pk))
    decision = Decision.objects.get()
    assert (decision.person, decision.moderator, decision.reason) == (alice, dana, "Hate.")


def test_who_may_only_look_takes_nothing_down(alice: Any, pair: Any, say: Any, person: Any, api: Any) -> None:
    """S-OP-5."""
    message, moderator = say(alice, pair), person("moderator", is_staff=True)
    assert api(moderator).get(MESSAGES).status_code == 403
    moderator.user_permissions.set(Permission.objects.filter(codename="view_message"))
    take_down(api(moderator), message)
    assert Message.objects.get().deleted_at is None
    assert api(alice).get(MESSAGES).status_code == 302


def test_nobody_writes_changes_or_deletes_here(alice: Any, pair: Any, say: Any, dana: Any, api: Any) -> None:
    message, client = say(alice, pair), api(dana)
    for base, row in ((MESSAGES, message), (CONVERSATIONS, pair)):
        assert client.get(f"{base}add/").status_code == 403
        assert client.post(f"{base}{row.pk}/delete/", {"post": "yes"}, format="multipart").status_code == 403
    client.post(f"{MESSAGES}{message.pk}/change/", {"content": "changed", "seq": 9}, format="multipart")
    message.refresh_from_db()
    assert (message.content, message.seq) == ("Hello", 1)


def test_staff_read_no_conversation_through_the_api(alice: Any, pair: Any, dana: Any, api: Any) -> None:
    """Staff have no extra right outside admin."""
    assert api(dana).get(f"/api/v1/conversations/{pair.pk}").status_code == 404
