"""What do people's files go through, and where do they lie? Pictures are made anew; nothing is reachable by address."""
