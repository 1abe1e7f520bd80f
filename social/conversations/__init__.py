"""What people say to each other: conversations, messages, receipts."""
