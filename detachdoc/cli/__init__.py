"""The command line: thin commands over `detachdoc.api`, and the contract of streams and exit codes."""
