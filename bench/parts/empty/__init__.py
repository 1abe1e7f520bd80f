"""The rival of bench/http: a view that does nothing, behind the same authentication, middleware and renderer."""
