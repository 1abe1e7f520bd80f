"""Is a refresh token good once, and only once?"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from rest_framework.test import APIClient

from social.accounts import tokens

pytestmark = pytest.mark.django_db


def test_a_new_pair_works_and_the_old_refresh_token_does_not(post, alice, log_in, status_of):
    old = log_in(alice)
    answer = post("token/refresh", refresh=old["refresh"])
    assert answer.status_code == 200
    assert set(answer.data) == {"access", "refresh"}
    assert status_of(answer.data["access"]) == 200
    again = post("token/refresh", refresh=old["refresh"])
    assert again.status_code == 401
    assert again.data["code"] == "invalid_refresh"
    assert post("token/refresh", refresh=answer.data["refresh"]).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_of_eight_at_once_one_succeeds(alice, log_in, status_of, round_):
    """S-AC-5."""
    pair = log_in(alice)

    def refresh(_):
        try:
            return APIClient().post("/api/v1/auth/token/refresh", {"refresh": pair["refresh"]})
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(refresh, range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 7
    winner = next(answer for answer in answers if answer.status_code == 200)
    assert status_of(winner.data["access"]) == 200, "seven clumsy copies must not end the log-in"


def test_a_used_one_that_comes_again_later_ends_the_log_in(post, alice, log_in, status_of, checks, monkeypatch):
    """S-AC-5."""
    stolen = log_in(alice)["refresh"]
    fresh = post("token/refresh", refresh=stolen).data
    now = time.time()
    monkeypatch.setattr(tokens.time, "time", lambda: now + tokens.GRACE_S + 1)
    assert post("token/refresh", refresh=stolen).status_code == 401
    monkeypatch.undo()
    assert status_of(fresh["access"]) == 401
    assert post("token/refresh", refresh=fresh["refresh"]).status_code == 401
    assert checks(alice) == 1


def test_an_emptied_or_outdated_cache_brings_no_used_token_back(post, alice, log_in):
    """The row decides, for the cache may have missed a write."""
    old = log_in(alice)["refresh"]
    row = Session.objects.get()
    key, before = f"django.contrib.sessions.cached_db{row.pk}", row.get_decoded()
    assert post("token/refresh", refresh=old).status_code == 200
    cache.set(key, before)
    assert post("token/refresh", refresh=old).status_code == 401
    cache.delete(key)
    assert post("token/refresh", refresh=old).status_code == 401


def test_the_session_does_not_grow_with_each_refresh(post, alice, log_in, monkeypatch):
    refresh = log_in(alice)["refresh"]
    monkeypatch.setattr(tokens, "GRACE_S", 0)
    for _ in range(5):
        refresh = post("token/refresh", refresh=refresh).data["refresh"]
    session = Session.objects.get().get_decoded()
    assert len(session["headless_refresh_tokens"]) == 1
    assert len(session[tokens.SPENT]) == 1


def test_a_suspended_person_gets_no_new_pair(post, alice, log_in):
    refresh = log_in(alice)["refresh"]
    alice.is_active = False
    alice.save()
    assert post("token/refresh", refresh=refresh).status_code == 401
