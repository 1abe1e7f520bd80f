"""Does a take-out hold everything about a person, and nothing private of others?"""
