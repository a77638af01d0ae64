"""Runs a cause's example for real: the error before the fix, detachdoc's verdict on it, and its absence after."""
