"""Badges and daily quests: rules as data, and what they bring."""
