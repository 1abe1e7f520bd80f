"""The activities themselves: recorded, imported, edited, deleted."""
