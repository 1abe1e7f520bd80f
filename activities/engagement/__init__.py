"""What others make of an activity: likes, and later comments and shares."""
