"""How does a person answer a decision about them? Once, signed in or by the link of the letter."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from config.kernel.errors import Conflict, Invalid, NotFound
from social.accounts.models import User
from social.moderation.models import MAX_ANSWER, Decision

SALT = "social.moderation"
NONE_SUCH = "There is no such decision."


def answer_decision(person: User, decision_id: int, text: str) -> Decision:
    """Answer a decision about oneself; the same text again changes nothing.

    Raises NotFound for another's, Invalid for the text, Conflict for a second answer.
    """
    decision = Decision.objects.told().filter(person=person, pk=decision_id).first()
    if decision is None:
        raise NotFound(NONE_SUCH)
    return _answer(decision, text)


def answer_by_key(key: str, text: str) -> Decision:
    """The same by the key of a letter. Raises NotFound for a key that is not ours."""
    decision = decision_by(key)
    if decision is None:
        raise NotFound(NONE_SUCH)
    return _answer(decision, text)


def decision_by(key: str) -> Decision | None:
    """The decision that the key is for."""
    try:
        decision_id = signing.loads(key, salt=SALT)
    except signing.BadSignature:
        return None
    return Decision.objects.told().filter(pk=decision_id).select_related("person").first()


def link_to(decision: Decision) -> str:
    """The address of the page that shows the decision and takes the answer, for the person alone."""
    path = reverse("decision", args=[signing.dumps(decision.pk, salt=SALT)])
    return str(settings.PUBLIC_URL) + path


def _answer(decision: Decision, text: str) -> Decision:
    text = text.strip()
    if not text or len(text) > MAX_ANSWER or "\x00" in text:
        raise Invalid(errors={"text": [f"Between 1 and {MAX_ANSWER} characters."]})
    rows = Decision.objects.filter(pk=decision.pk)
    rows.filter(answered_at=None).update(answer=text, answered_at=timezone.now())
    decision.refresh_from_db(fields=["answer", "answered_at"])
    if decision.answer != text:
        raise Conflict("You have answered already.", code="answered")
    return decision
