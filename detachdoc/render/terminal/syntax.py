"""Which colours has Python source? Imported only where there are colours: the lexer costs 100 ms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.syntax import ANSISyntaxTheme, Syntax

if TYPE_CHECKING:
    from rich.text import Text

#: Palette colours without backgrounds, so that both light and dark terminals stay legible.
_THEME = ANSISyntaxTheme({
    ("Comment",): Style(dim=True),
    ("Keyword",): Style(color="magenta"),
    ("Keyword", "Constant"): Style(color="cyan"),
    ("Name", "Builtin", "Pseudo"): Style(color="cyan"),
    ("Name", "Decorator"): Style(color="cyan"),
    ("Literal", "Number"): Style(color="cyan"),
    ("Literal", "String"): Style(color="green"),
    ("Literal", "String", "Interpol"): Style(),
    ("Operator", "Word"): Style(color="magenta"),
})  # fmt: skip


def colored(code: str) -> list[Text]:
    """The lines of Python source in colours; the lexer may have added or dropped empty ones at either end."""
    return list(Syntax(code, "python", theme=_THEME).highlight(code).split("\n", allow_blank=True))
