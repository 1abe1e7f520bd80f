"""What does a recorded file say? Start at reading.py."""
