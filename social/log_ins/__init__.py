"""From where is somebody signed in, and how do they end it?"""
