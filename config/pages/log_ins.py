"""How does a person end their log-ins elsewhere?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from config.pages.page import PersonRequest, form_page, told
from config.pages.paging import number_in
from social.log_ins.services import end_log_in, end_other_log_ins


@form_page
def end(request: PersonRequest) -> HttpResponse:
    """The one whose number is sent, or all but this one."""
    log_in = number_in(request.POST.get("log_in"))
    with told(request):
        if log_in is not None:
            end_log_in(request.user, log_in)
        else:
            end_other_log_ins(request.user, request.session.session_key)
        messages.success(request, "Ended.")
    return redirect("pages:settings")
