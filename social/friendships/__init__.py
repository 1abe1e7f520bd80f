"""Who is whose friend, who follows whom."""
