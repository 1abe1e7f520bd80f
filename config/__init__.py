"""The wiring: the one place that may know every app."""
