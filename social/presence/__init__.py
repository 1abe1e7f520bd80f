"""Who is here, as others may see it."""
