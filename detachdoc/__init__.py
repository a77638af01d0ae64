"""Names the one cause of six behind a SQLAlchemy DetachedInstanceError, and the fix."""

__version__ = "0.1.0"
