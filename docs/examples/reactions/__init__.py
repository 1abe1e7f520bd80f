"""An example of an extension: emoji reactions to activities, live. docs/extending.md walks through it."""
