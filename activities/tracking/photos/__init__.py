"""What did it look like?"""
