"""What is under way for a person, and how far is it?"""
