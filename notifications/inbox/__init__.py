"""The notifications a person reads on the page or through the API."""
