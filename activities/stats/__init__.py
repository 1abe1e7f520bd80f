"""What a person has done, in figures: totals, streaks, weeks, months, days and experience."""
