"""People, the ties between them, and what they say to each other."""
