"""What people do, and what others make of it."""
