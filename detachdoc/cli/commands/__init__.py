"""One file per command. A command parses, calls a room and writes the result; it decides nothing."""
