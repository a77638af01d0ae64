"""A small shop whose order page fails. docs/example/traceback.txt is what its server printed."""
