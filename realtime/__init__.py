"""What happens after a commit: events out to sockets and polls."""
