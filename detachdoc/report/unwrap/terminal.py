r"""Removes terminal control codes (ECMA-48), also where the escape byte was lost or spelled out.

Copying from a web console drops the ESC byte and leaves `[35m`; logs spell it `\\x1b[35m`, `\\033[35m`,
`\\u001b[35m`, `^[[35m` or, by rsyslog, `#033[35m`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_SPELLED = pattern(r"(?:\\x1[bB]|\\u001[bB]|\\033|\\e|\^\[|#033|␛|\x9b)(?=[\[\]])")
_CODES = pattern(
    r"\x1b\[[0-?]{0,40}[ -/]{0,4}[@-~]"  # CSI: colours, cursor movement
    r"|\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)"  # OSC: titles, hyperlinks
    r"|\x1b[()#%][0-9A-Za-z]"
    r"|\x1b[0-9A-Za-z=<>~]"
)
_LOST = pattern(r"\[(?:\d{1,3}(?:;\d{1,3}){0,8})m|\[m(?!\])")
_CONTROL = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BACKSPACE = pattern(r"[^\x08]\x08")
#: So many bare `[35m` make it certain that they are colours and not an index.
_ENOUGH = 2


def strip_terminal_codes(lines: list[Line]) -> list[Line]:
    """Remove colours, cursor movement, hyperlinks, overstrikes and other control characters."""
    lost = sum(len(_LOST.findall(line.text)) for line in lines if "m" in line.text and "\x1b" not in line.text)
    return [line._replace(text=_clean(line.text, lost=lost >= _ENOUGH)) for line in lines]


def _clean(text: str, *, lost: bool) -> str:
    if "\\" in text or "^[" in text or "#033" in text or "␛" in text or "\x9b" in text:
        text = _SPELLED.sub("\x1b", text).replace("\x1b[[", "\x1b[")
    if "\x1b" in text:
        text = _CODES.sub("", text)
    if lost and "[" in text:
        text = _LOST.sub("", text)
    if "\x08" in text:
        text = _BACKSPACE.sub("", text)
    return text if text.isprintable() else _CONTROL.sub("", text)
