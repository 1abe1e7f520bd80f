"""Who is connected: leases that end by themselves when a process dies."""
