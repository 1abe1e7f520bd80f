"""The social page: HTML for people, made from the same services and selectors as the API."""
