"""How does a person take everything with them, and how does it come back somewhere else?"""
