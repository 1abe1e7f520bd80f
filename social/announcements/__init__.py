"""What staff say to everybody: kept as rows, told at once."""
