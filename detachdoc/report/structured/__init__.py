"""Turns the exceptions that tools store as data into the text Python would have printed."""
