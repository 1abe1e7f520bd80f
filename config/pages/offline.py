"""What does a browser need to install Slipstream, and to show something without a network?"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from django.contrib.staticfiles.finders import get_finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

WORKERS = ("slipstream/offline_worker.js", "notifications/push_worker.js")
FOLDERS = ("slipstream", "realtime")
NEEDED = (".css", ".js", ".svg")


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: which files it keeps, and the scripts it is made of. It begins anew with each version."""
    told = {"VERSION": _version(), "FILES": files(), "OFFLINE": reverse("pages:offline")}
    scripts = ", ".join(json.dumps(static(name)) for name in WORKERS)
    content = f"self.slipstream = {json.dumps(told)};\nimportScripts({scripts});\n"
    return HttpResponse(content, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows in place of a page that needs a connection. It names nobody."""
    return render(request, "errors/offline.html")


def manifest(request: HttpRequest) -> HttpResponse:
    """What an installed Slipstream is called and looks like."""
    answer = render(request, "social/manifest.webmanifest", content_type="application/manifest+json")
    answer["Cache-Control"] = "no-cache"
    return answer


@lru_cache(maxsize=1)
def files() -> list[str]:
    """The addresses of the style sheets, modules and drawings that our pages are made of."""
    found = {
        path
        for finder in get_finders()
        for path, _ in finder.list([])
        if path.endswith(NEEDED) and path.rpartition("/")[0] in FOLDERS and path not in WORKERS
    }
    return [static(path) for path in sorted(found) if "/console" not in path]


def _version() -> str:
    """Changes with the content of any file, by its name."""
    return hashlib.sha256(" ".join([*files(), *map(static, WORKERS)]).encode()).hexdigest()[:16]
