from .registry import db, release, request_db

__all__ = ["db", "release", "request_db"]
