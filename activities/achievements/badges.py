"""Which badges are there, and what earns them? A badge is earned when its measure reaches its goal."""

from __future__ import annotations

from typing import Literal, NamedTuple

Tier = Literal["bronze", "silver", "gold"]
TIERS: list[Tier] = ["bronze", "silver", "gold"]


class Badge(NamedTuple):
    """`measure` is a name of measures.LIFE. A key stays what it is for ever: the unlocked ones are stored by it."""

    key: str
    name: str
    description: str
    icon: str
    tier: Tier
    measure: str
    goal: int


BADGES = [
    Badge("first_steps", "First steps", "Record your first activity.", "flag", "bronze", "activities", 1),
    Badge("regular", "Regular", "Record 25 activities.", "repeat", "silver", "activities", 25),
    Badge("centurion", "Centurion", "Record 100 activities.", "award", "gold", "activities", 100),
    Badge("runner", "Runner", "Record 10 runs.", "run", "bronze", "runs", 10),
    Badge("cyclist", "Cyclist", "Record 10 rides.", "ride", "bronze", "rides", 10),
    Badge("swimmer", "Swimmer", "Record 10 swims.", "swim", "bronze", "swims", 10),
    Badge("wanderer", "Wanderer", "Record 10 walks or hikes.", "hike", "bronze", "walks", 10),
    Badge("all_rounder", "All-rounder", "Record five types of activity.", "shapes", "silver", "types", 5),
    Badge("hundred_km", "Hundred", "Cover 100 km in all.", "map", "bronze", "distance_km", 100),
    Badge("thousand_km", "Thousand", "Cover 1,000 km in all.", "map", "silver", "distance_km", 1_000),
    Badge("ten_thousand_km", "Quarter of the globe", "Cover 10,000 km in all.", "globe", "gold", "distance_km", 10_000),
    Badge("ten_k", "Ten", "Run 10 km at once.", "run", "bronze", "longest_run_km", 10),
    Badge("half_marathon", "Half marathon", "Run 21.1 km at once.", "run", "silver", "longest_run_m", 21_097),
    Badge("marathon", "Marathon", "Run 42.2 km at once.", "medal", "gold", "longest_run_m", 42_195),
    Badge("century_ride", "Century", "Ride 100 km at once.", "ride", "silver", "longest_ride_km", 100),
    Badge("hill", "Hill", "Climb 500 m at once.", "mountain", "bronze", "biggest_climb_m", 500),
    Badge("everest", "Everest", "Climb 8,849 m in all.", "mountain", "silver", "climb_m", 8_849),
    Badge("hundred_hours", "Hundred hours", "Move for 100 hours in all.", "clock", "silver", "hours", 100),
    Badge("three_days", "Three in a row", "Be active three days in a row.", "flame", "bronze", "longest_streak", 3),
    Badge("week_streak", "A whole week", "Be active seven days in a row.", "flame", "silver", "longest_streak", 7),
    Badge("month_streak", "A whole month", "Be active 30 days in a row.", "flame", "gold", "longest_streak", 30),
    Badge("early_bird", "Early bird", "Start before seven five times.", "sunrise", "bronze", "early_starts", 5),
    Badge("night_owl", "Night owl", "Start at nine in the evening five times.", "moon", "bronze", "late_starts", 5),
    Badge("well_liked", "Well liked", "Receive 50 likes.", "heart", "silver", "likes_received", 50),
    Badge("cheerleader", "Cheerleader", "Like 50 activities of others.", "thumb", "silver", "likes_given", 50),
    Badge("talkative", "Talkative", "Write 25 comments.", "speech", "silver", "comments_written", 25),
    Badge("challenger", "Challenger", "Reach the goal of a challenge.", "flag", "bronze", "challenges_finished", 1),
    Badge(
        "unbeatable", "Unbeatable", "Reach the goals of ten challenges.", "trophy", "gold", "challenges_finished", 10
    ),
    Badge("three_friends", "Better together", "Make three friends.", "people", "bronze", "friends", 3),
    Badge("ten_friends", "Team", "Make ten friends.", "people", "silver", "friends", 10),
]
BY_KEY = {badge.key: badge for badge in BADGES}
