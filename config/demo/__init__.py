"""Who lives in the demo, what have they done, and what goes on happening there? Never in production."""
