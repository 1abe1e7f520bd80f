"""Where did it go, and how is that drawn?"""
