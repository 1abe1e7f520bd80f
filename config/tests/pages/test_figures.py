"""Does a person see their figures, badges and quests, and others only what they may?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from activities.stats.services import recount
from social.safety.models import Block

pytestmark = pytest.mark.django_db


def test_ones_own_stats_tell_sums_level_badges_and_quests(person: Any, run: Any, visit: Any) -> None:
    erin = person("erin", units="mi")
    for days in range(3):
        run(erin, started_at=timezone.now() - timedelta(days=days), distance_m=16_093.44)
    recount(erin.pk)
    answer = visit(erin).get("/social/stats/")
    text = answer.content.decode()
    assert "<dd>30.0 <span>mi</span></dd>" in text
    assert "3 days in a row now." in text
    assert text.count('class="chart-bar"') == 24
    assert text.count("chart-cell shade-4") == 3 + 1  # and the one of the legend
    assert text.count('class="quest') - text.count('class="quests"') == 3
    assert "Three in a row" in text
    assert answer.context["progress"].xp > 0
    assert f"level {answer.context['next_level']} begins" in text


def test_without_activities_the_page_says_what_to_do(charlie: Any, visit: Any) -> None:
    text = visit(charlie).get("/social/stats/").content.decode()
    assert "No figures yet" in text
    assert 'href="/social/import/"' in text


def test_figures_count_what_the_viewer_may_see(alice: Any, bob: Any, charlie: Any, run: Any, visit: Any) -> None:
    run(bob, visibility=0, distance_m=5_000.0)
    run(bob, visibility=1, distance_m=7_000.0)
    run(bob, visibility=2, distance_m=9_000.0)
    place = "/social/people/bob/"
    for viewer, far in ((charlie, "5.0"), (alice, "12.0"), (bob, "21.0")):
        for part in ("", "figures/"):
            assert f"<dd>{far} <span>km</span></dd>" in visit(viewer).get(place + part).content.decode()


def test_a_private_account_tells_strangers_no_figures(person: Any, charlie: Any, run: Any, visit: Any) -> None:
    erin = person("erin", is_private=True)
    run(erin, visibility=0)
    recount(erin.pk)
    for part in ("", "figures/"):
        text = visit(charlie).get(f"/social/people/erin/{part}").content.decode()
        assert "A private account" in text
        assert "First steps" not in text
        assert "<dd>" not in text.split("<main")[1].split("</main>")[0]


def test_badges_are_shown_to_friends_and_the_level_to_nobody_else(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    run(bob)
    recount(bob.pk)
    text = visit(alice).get("/social/people/bob/").content.decode()
    assert 'title="First steps"' in text
    assert "<dt>Level</dt>" not in text
    assert "<dt>Level</dt>" in visit(bob).get("/social/people/bob/").content.decode()


def test_who_is_blocked_finds_no_figures(alice: Any, charlie: Any, visit: Any) -> None:
    Block.objects.create(blocker=alice, blocked=charlie)
    assert visit(charlie).get("/social/people/alice/figures/").status_code == 404


def test_the_pages_cost_the_same_however_much_there_is(alice: Any, run: Any, visit: Any, cost: Any) -> None:
    client, places = visit(alice), ("/social/stats/", "/social/people/alice/", "/social/people/alice/figures/")
    run(alice)
    before = [cost(client, place) for place in places]
    for days in range(10):
        run(alice, started_at=timezone.now() - timedelta(days=days))
    assert [cost(client, place) for place in places] == before
