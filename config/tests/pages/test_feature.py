"""Is what is switched off not drawn, and does a page follow a kill switch by itself?"""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError

from config.kernel.features import FEATURES
from config.kernel.models import Flag
from config.tests.live import House

WRITTEN = '{% load features %}{% feature "likes" %}on{% else %}off{% endfeature %}'


@pytest.mark.parametrize("is_on", [True, False])
def test_the_tag_draws_one_or_the_other(is_on: bool) -> None:
    assert Template(WRITTEN).render(Context({"features": {"likes": is_on}})) == ("on" if is_on else "off")
    short = Template('{% load features %}{% feature "likes" %}on{% endfeature %}')
    assert short.render(Context({"features": {"likes": is_on}})) == ("on" if is_on else "")


def test_an_unknown_feature_is_a_fault_of_the_template() -> None:
    with pytest.raises(TemplateSyntaxError, match="teleport"):
        Template('{% load features %}{% feature "teleport" %}x{% endfeature %}')


@pytest.mark.django_db
def test_the_navigation_has_only_what_is_on(alice: Any, visit: Any, switched_off: Any) -> None:
    client, links = visit(alice), {"friends": "/social/friends/", "challenges": "/social/challenges/"}
    for feature, address in links.items():
        assert feature in FEATURES
        assert f'href="{address}"' in client.get("/social/").content.decode()
        switched_off(feature)
        assert f'href="{address}"' not in client.get("/social/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_kill_switch_acts_on_the_page_of_a_server_that_has_not_heard_of_it(
    house: House, alice: Any, api: Any
) -> None:
    """What the server remembers of flags is good for less than five seconds, and nothing else keeps it."""
    assert settings.CACHES["flags"]["TIMEOUT"] < 5
    cookie = {"Cookie": f"session={api(alice).cookies['session'].value}"}

    def is_linked() -> bool:
        return 'href="/social/challenges/"' in httpx.get(f"{house.base}/social/", headers=cookie, timeout=30).text

    Flag.objects.create(name="challenges", everyone=True)
    assert is_linked()
    Flag.objects.filter(name="challenges").update(everyone=False)  # in silence: no signal clears any cache
    deadline = time.monotonic() + 30
    while is_linked():
        assert time.monotonic() < deadline, "the page goes on"
        time.sleep(0.2)
