"""The habits of the REST API: how bodies are read, lists paged, errors told and writes repeated."""
