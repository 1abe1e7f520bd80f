"""What happens to a person, told to a server of theirs."""
