"""Tests of what opens a socket."""
