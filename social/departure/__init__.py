"""How does somebody leave for good, and what is left of them?"""
