"""Can one hide a place and say how one is shown, by forms alone?"""

from __future__ import annotations

from typing import Any

import pytest

from activities.tracking.zones.models import PrivacyZone
from activities.tracking.zones.services import AT_MOST, add_zone
from social.presence.selectors import chosen_by

pytestmark = pytest.mark.django_db
HOME = {"latitude": "60.39", "longitude": "5.32", "radius_m": "300"}


def test_a_place_is_hidden_once_and_shown_again(alice: Any, visit: Any) -> None:
    client = visit(alice)
    assert "You hide no place" in client.get("/social/settings/zones/").content.decode()
    assert "trimmed soon" in client.post("/social/settings/zones/", HOME, follow=True).content.decode()
    assert "You hide it already." in client.post("/social/settings/zones/", HOME, follow=True).content.decode()
    zone = PrivacyZone.objects.get()
    assert (zone.user, zone.latitude, zone.longitude, zone.radius_m) == (alice, 60.39, 5.32, 300)
    client.post("/social/settings/zones/remove/", {"zone": zone.pk})
    assert not PrivacyZone.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("latitude", "91"), ("longitude", "x"), ("radius_m", "20")])
def test_what_is_no_place_is_refused_at_its_field(field: str, value: str, alice: Any, visit: Any) -> None:
    answer = visit(alice).post("/social/settings/zones/", HOME | {field: value})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert f'value="{value}"' in answer.content.decode()


def test_the_start_of_the_last_activity_is_filled_in(alice: Any, run: Any, visit: Any) -> None:
    client = visit(alice)
    assert "no activity with a route yet" in client.get("/social/settings/zones/?near=last").content.decode()
    run(alice, line="_p~iF~ps|U_ulLnnqC_mqNvxq`@")
    text = client.get("/social/settings/zones/?near=last").content.decode()
    assert 'value="38.5"' in text
    assert 'value="-120.2"' in text


def test_no_more_zones_than_there_may_be(alice: Any, visit: Any) -> None:
    for number in range(AT_MOST):
        add_zone(alice, 10.0 + number, 5.0, 200)
    client = visit(alice)
    assert "Hide a place" not in client.get("/social/settings/zones/").content.decode()
    assert client.post("/social/settings/zones/", HOME).status_code == 400


def test_nobody_removes_the_zone_of_another(alice: Any, bob: Any, visit: Any) -> None:
    zone, _ = add_zone(alice, 60.39, 5.32, 300)
    visit(bob).post("/social/settings/zones/remove/", {"zone": zone.pk})
    assert PrivacyZone.objects.filter(user=alice).exists()
    assert "60.39" not in visit(bob).get("/social/settings/zones/").content.decode()


def test_one_chooses_how_one_is_shown(alice: Any, visit: Any) -> None:
    client = visit(alice)
    text = client.post("/social/settings/presence/", {"status": "busy"}, follow=True).content.decode()
    assert "You are shown as busy." in text
    assert '<option value="busy" selected>' in text
    assert chosen_by(alice) == "busy"
    client.post("/social/settings/presence/", {"status": "dancing"})
    assert chosen_by(alice) == "busy"
