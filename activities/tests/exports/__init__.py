"""Does a person get what they recorded, and nobody else?"""
