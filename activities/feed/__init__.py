"""Which activities a person is shown, newest first."""
