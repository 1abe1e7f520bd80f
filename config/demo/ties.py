"""Who in the demo knows whom? charlie knows nobody yet."""

from __future__ import annotations

FRIENDS = (
    ("alice", "bob"),
    ("alice", "aiko"),
    ("alice", "ingrid"),
    ("alice", "mateo"),
    ("alice", "priya"),
    ("bob", "aiko"),
    ("bob", "ingrid"),
    ("bob", "kwame"),
    ("bob", "marcus"),
    ("bob", "tomasz"),
    ("aiko", "priya"),
    ("dana", "kwame"),
    ("dana", "niamh"),
    ("fatima", "kwame"),
    ("fatima", "niamh"),
    ("fatima", "priya"),
    ("ingrid", "niamh"),
    ("kwame", "tomasz"),
    ("leilani", "marcus"),
    ("leilani", "mateo"),
    ("marcus", "tomasz"),
)
FOLLOWS = (  # who follows whom
    ("alice", "leilani"),
    ("bob", "mateo"),
    ("kwame", "leilani"),
    ("marcus", "ingrid"),
    ("priya", "marcus"),
    ("tomasz", "ingrid"),
)
REQUESTS = (  # who asked whom, and has had no answer yet
    ("alice", "fatima"),
    ("leilani", "alice"),
    ("niamh", "bob"),
    ("marcus", "alice"),
)
