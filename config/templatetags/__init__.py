"""Words of our templates: each turns a value into something that can be read or seen."""
