"""What is raised when a server of our own cannot run?"""

from __future__ import annotations


class EmbeddedError(RuntimeError):
    """A server could not be started; the message says what to do."""
