"""One bounded, numbered log a person: where they stand, and what they missed."""
