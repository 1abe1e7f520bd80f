"""The conversation with one client: frames, codes, commands, topics, and the connections of this process."""
