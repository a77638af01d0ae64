"""The tests, one folder a room; helpers are imported as `tests.<room>.tools`."""
