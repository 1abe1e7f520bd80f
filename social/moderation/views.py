"""What does the link in a moderator's letter lead to? A page that needs no log-in: the decision, and room to answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from config.kernel.errors import Refusal
from social.moderation.answering import answer_by_key, decision_by
from social.moderation.kinds import label_of


class DecisionPage(View):
    """The page of the letter, and of the log-in that is refused. Reading it changes nothing."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Shows the decision."""
        return _page(request, key)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Takes the answer."""
        try:
            answer_by_key(key, request.POST.get("text", ""))
        except Refusal as refusal:
            faults = [fault for found in (refusal.errors or {}).values() for fault in found]
            return _page(request, key, fault=" ".join(faults) or refusal.message, status=refusal.status)
        return _page(request, key)


def _page(request: HttpRequest, key: str, fault: str = "", status: int = 200) -> HttpResponse:
    decision = decision_by(key)
    if decision is None:
        raise Http404
    context = {"decision": decision, "label": label_of(decision.kind), "fault": fault}
    page = render(request, "moderation/decision.html", context, status=status)
    page["Referrer-Policy"] = "no-referrer"
    page["Cache-Control"] = "no-store"
    return page
