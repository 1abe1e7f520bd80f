"""What a person is told by web push."""
