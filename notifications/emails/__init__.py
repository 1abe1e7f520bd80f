"""What a person is told by e-mail."""
