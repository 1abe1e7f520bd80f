"""Are recorded files read rightly, and hostile ones refused?"""
