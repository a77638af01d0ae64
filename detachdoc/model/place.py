"""A place in somebody's source code."""

from typing import NamedTuple


class Place(NamedTuple):
    """One line (or a few) of source, and a short sentence about it."""

    #: As printed in the input, or relative to the source root once it was mapped to a local file.
    file: str
    #: 1-based; None when the text does not say.
    line: int | None = None
    #: Last line of a statement that spans several; None for one line.
    end_line: int | None = None
    #: Name of the function the line is in, e.g. `get_current_user` or `<genexpr>`.
    function: str | None = None
    #: The source line, without its indentation.
    code: str | None = None
    #: What happens here, one short sentence for a person.
    says: str = ""
    #: 0-based columns of the very expression on `line`, when known.
    column: int | None = None
    end_column: int | None = None

    @property
    def ref(self) -> str:
        """`file:line`, or just the file when the line is unknown."""
        return f"{self.file}:{self.line}" if self.line else self.file
