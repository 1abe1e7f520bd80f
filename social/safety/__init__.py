"""Who is kept apart: blocks and mutes."""
