"""The only reader of the user's files: finds them, decodes them, parses them on demand, never runs them."""

from detachdoc.source.opening import check_root, open_project
from detachdoc.source.project import Project

__all__ = ["Project", "check_root", "open_project"]
