"""Where is the live side in the API?"""

from __future__ import annotations

from config.kernel.api.routes import route
from realtime.asyncapi import AsyncAPIView
from realtime.polling.views import MissedView, PollView
from realtime.sockets.views import TicketView

urlpatterns = [
    route("asyncapi", AsyncAPIView.as_view(), "asyncapi"),
    route("realtime/poll", PollView.as_view(), "poll"),
    route("realtime/poll/missed", MissedView.as_view(), "poll-missed"),
    route("realtime/ticket", TicketView.as_view(), "ticket"),
]
