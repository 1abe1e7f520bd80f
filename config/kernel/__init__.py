"""The little that every app shares: errors, API habits, flags, rate limits."""
