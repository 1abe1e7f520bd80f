"""Does an open socket find out that its log-in is over?"""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from allauth.headless.contrib.rest_framework.authentication import JWTTokenAuthentication
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from realtime.sockets.credentials import Identity, identity_of, still_valid

pytestmark = pytest.mark.django_db


@pytest.fixture
def identity(alice, log_in):
    """alice's, by cookie."""
    return Identity(alice.pk, log_in(alice), None, "cookie")


def test_it_holds_at_the_cost_of_two_queries(identity, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert still_valid(identity) is None


def test_a_log_out_ends_it_even_where_a_cache_still_knows_the_session(identity):
    """S-WS-5."""
    Session.objects.filter(pk=identity.session_key).delete()
    assert cache.get(f"django.contrib.sessions.cached_db{identity.session_key}")
    assert still_valid(identity) == "signed_out"


def test_a_session_that_ran_out_ends_it(identity):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert still_valid(identity) == "signed_out"


def test_a_new_password_ends_it(identity, alice):
    """S-WS-5."""
    alice.set_password("quite-another-password")
    alice.save()
    assert still_valid(identity) == "signed_out"


def test_a_new_secret_key_with_the_old_one_as_fallback_does_not(identity, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a-new-key-" * 6
    assert still_valid(identity) is None
    settings.SECRET_KEY_FALLBACKS = []
    assert still_valid(identity) == "signed_out"


def test_a_suspension_and_a_deletion_end_it(identity, alice):
    """S-WS-5."""
    alice.is_active = False
    alice.save()
    assert still_valid(identity) == "account_gone"
    alice.delete()
    assert still_valid(identity) == "account_gone"


def test_the_time_of_a_token_ends_it(identity):
    """S-WS-6."""
    assert still_valid(identity._replace(expires_at=int(time.time()) + 5)) is None
    assert still_valid(identity._replace(expires_at=int(time.time()))) == "token_expired"


def test_another_s_or_no_log_in_is_none(identity, charlie, log_in):
    assert still_valid(identity._replace(session_key=log_in(charlie))) == "signed_out"
    assert still_valid(identity._replace(session_key=None)) == "signed_out"


def test_a_rest_request_is_known_by_its_token_or_its_cookie(alice, log_in, token, client):
    key = log_in(alice)
    by_token = APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {token(alice, key)}")
    identity = identity_of(Request(by_token, authenticators=[JWTTokenAuthentication()]))
    assert (identity.user_id, identity.session_key, identity.kind) == (alice.pk, key, "bearer")
    by_cookie = APIRequestFactory().get("/")
    client.force_login(alice)
    by_cookie.session, by_cookie.user = client.session, alice
    request = Request(by_cookie, authenticators=[SessionAuthentication()])
    assert identity_of(request) == Identity(alice.pk, client.session.session_key, None, "cookie")
