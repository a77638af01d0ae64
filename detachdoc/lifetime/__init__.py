"""Where the object was loaded, how it travelled, where its session let it go, and where it was used.

The program is simulated along the traceback's path, on its syntax trees alone, and an explanation counts
only when it reproduces the error: a row that was detached and an attribute that was not loaded.
"""

from detachdoc.lifetime.tracing import trace

__all__ = ["trace"]
