"""Who does most of something in a time that was agreed on."""
