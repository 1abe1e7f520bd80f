"""Is the API readable in a browser, under the content security policy?"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from activities.tasks.services import start_task
from config.tests.api.routes import BEFORE, ROUTES, filled

pytestmark = pytest.mark.django_db
HTML = {"HTTP_ACCEPT": "text/html,application/xhtml+xml,*/*;q=0.8"}
NO_PAGES = {"realtime/poll", "realtime/poll/missed", "schema", "docs", "notifications/push"}
NO_PAGES |= {"activities/export/csv", "activities/{id}/original", "activities/{id}/photos/{photo_id}/{size}"}  # files
NO_PAGES |= {"jobs/{id}/download", "jobs/{id}/file", "users/{id}/avatar/{size}"}
READABLE = sorted(path for path in ROUTES if "get" in ROUTES[path] and path.removeprefix(BEFORE) not in NO_PAGES)
INLINE = [
    re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)[^>]*>", re.I),
    re.compile(r"<style", re.I),
    re.compile(r"<[^>]+\son\w+\s*=", re.I),
    re.compile(r"href=[\"']javascript:", re.I),
    re.compile(
        r"(?:src|href)=[\"'](?:https?:)?//(?!testserver|www\.django-rest-framework\.org|93\.184\.216\.34)", re.I
    ),
]


def one_of_everything(alice: Any, bob: Any, charlie: Any, run: Any, api: Any) -> dict[str, Any]:
    """A thing of each kind that alice may see, by the beginning of its address."""
    client, activity = api(alice), run(bob)
    client.post(f"/api/v1/activities/{activity.pk}/like")
    api(charlie).post(f"/api/v1/friends/request/{alice.pk}")
    now = timezone.now()
    challenge = {"title": "May", "metric": "distance", "goal": 1000, "visibility": "public"}
    challenge |= {"starts_at": now.isoformat(), "ends_at": (now + timedelta(days=9)).isoformat()}
    hook = {"url": "https://93.184.216.34/hook", "events": ["activity_created"]}
    return {
        "activities": activity.pk,
        "conversations": client.post("/api/v1/conversations", {"members": [bob.pk]}).json()["id"],
        "challenges": client.post("/api/v1/challenges", challenge).json()["id"],
        "notifications": client.get("/api/v1/notifications").json()["results"][0]["id"],
        "webhooks": client.post("/api/v1/webhooks", hook).json()["id"],
        "jobs": str(start_task(alice, "pdf", total=1).pk),
    }


@pytest.mark.parametrize("path", READABLE)
def test_every_address_that_can_be_read_is_a_page(
    alice: Any, bob: Any, charlie: Any, run: Any, api: Any, path: str
) -> None:
    """Nothing in it that the policy would block, and nothing from elsewhere."""
    ids = one_of_everything(alice, bob, charlie, run, api)
    kind = path.removeprefix(BEFORE).split("/")[0]
    asked = "?users=1" if path.endswith("/presence") else ""
    answer = api(alice).get(filled(path, ids.get(kind, bob.pk)) + asked, **HTML)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert [found for pattern in INLINE for found in pattern.findall(answer.text)] == []


def test_the_page_of_a_list_shows_its_rows_and_its_form(alice: Any, run: Any, api: Any) -> None:
    run(alice, title="Lake run")
    page = api(alice).get("/api/v1/activities", **HTML).text
    assert "Lake run" in page
    assert 'name="activity_type"' in page


def test_what_people_write_is_text_on_the_page(alice: Any, run: Any, api: Any) -> None:
    """S-BR-1."""
    run(alice, title="<script>alert(1)</script>", description="</pre><img src=x onerror=alert(1)>")
    page = api(alice).get("/api/v1/activities", **HTML).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert" in page


def test_programs_get_json_unless_they_ask_for_a_page(alice: Any, api: Any) -> None:
    for accept in ({}, {"HTTP_ACCEPT": "*/*"}, {"HTTP_ACCEPT": "application/json"}):
        assert api(alice).get("/api/v1/activities", **accept)["Content-Type"] == "application/json"
