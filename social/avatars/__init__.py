"""What does somebody look like?"""
