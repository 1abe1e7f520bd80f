"""The long poll: the same stream, numbers and commands, where sockets do not get through."""
