"""Do hostile words stay words, on every page?"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from activities.challenges.joining import join_challenge
from activities.engagement.commenting import add_comment
from activities.engagement.services import like_activity
from activities.engagement.sharing import share_activity
from social.friendships.services import accept_request, send_request

pytestmark = pytest.mark.django_db

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><script>alert(1)</script>",
    "</script><svg onload=alert(1)>",
    "{{ frame.person.email }}{% debug %}",
    "javascript:alert(1)",
    "\u202egnol si siht",
]
TAGS = re.compile(r"<(img|script|svg)[^>]*(alert|onerror|onload)|<script>alert", re.IGNORECASE)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_text_on_every_page(
    words: str, alice: Any, bob: Any, run: Any, visit: Any, person: Any, challenge_of: Any
) -> None:
    mallory = person("mallory", name=words[:60], bio=words, city=words[:60])
    send_request(alice, mallory.pk)
    accept_request(mallory, alice.pk)
    activity = run(mallory, title=words, description=words)
    like_activity(run(alice), mallory)
    add_comment(activity, mallory, words + " @alice")
    share_activity(run(person("mateo"), title=words, visibility=0), mallory, words)
    contest = challenge_of(mallory, title=words, description=words)
    join_challenge(contest, mallory)
    client = visit(alice)
    for address in (
        "/social/",
        f"/social/activities/{activity.pk}/",
        "/social/friends/",
        "/social/people/mallory/",
        "/social/notifications/",
        "/social/people/?q=mallory",
        "/social/people/mallory/figures/",
        "/social/challenges/",
        f"/social/challenges/{contest.pk}/",
        f"/social/activities/{activity.pk}/?reply={activity.comments.get().pk}",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not TAGS.search(answer.content.decode())
    assert not TAGS.search(client.get("/social/people/", {"q": words}).content.decode())


def test_the_modules_read_hostile_words_as_words(person: Any, visit: Any) -> None:
    mallory = person("mallory", name="</script><script>alert(1)//")
    text = visit(mallory).get("/social/").content.decode()
    data = re.search(r'<script id="page-data" type="application/json">(.*?)</script>', text)
    assert data is not None
    assert json.loads(data.group(1))["me"]["name"] == "</script><script>alert(1)//"
