"""How does a person choose the picture that others see of them?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from config.pages.page import PersonRequest, form_page, told
from social.avatars.services import remove_avatar, set_avatar


@form_page
def portrait(request: PersonRequest) -> HttpResponse:
    """Show the picture that was sent, or initials again."""
    file = request.FILES.get("avatar")
    with told(request):
        if "remove" in request.POST:
            remove_avatar(request.user)
            messages.success(request, "Removed. Your initials are shown again.")
        elif file is None:
            messages.error(request, "Choose a picture first.")
        else:
            set_avatar(request.user, file)  # type: ignore[arg-type] # an uploaded file reads as any other
            messages.success(request, "This is how others see you now.")
    return redirect("pages:settings")
