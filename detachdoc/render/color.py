"""When may output carry colours and links? The rules of NO_COLOR, FORCE_COLOR, TERM and `--color` in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

ColorFlag = Literal["auto", "always", "never"]

#: Terminals that print the link sequence (OSC 8) instead of understanding or ignoring it.
_NO_LINKS = frozenset({"", "dumb", "linux", "unknown"})
#: The first VTE release whose links do not crash it, as `VTE_VERSION` spells 0.50.
_VTE_LINKS = 5000


def use_color(flag: ColorFlag, env: Mapping[str, str], *, isatty: bool) -> bool:
    """Whether to write ANSI codes. Without them nothing is written but text, so no bold and no links either.

    Args:
        flag: `--color`; anything but `auto` is obeyed.
        env: environment variables.
        isatty: whether the stream is a terminal.
    """
    if flag != "auto":
        return flag == "always"
    if env.get("NO_COLOR"):
        return False
    forced = env.get("FORCE_COLOR")
    if forced:
        return forced.lower() not in {"0", "false", "no"}
    return isatty and env.get("TERM", "") != "dumb"


def use_links(env: Mapping[str, str], *, color: bool, isatty: bool) -> bool:
    """Whether file references may be clickable (OSC 8): only on a terminal that is known to cope.

    Args:
        env: environment variables.
        color: what `use_color` said.
        isatty: whether the stream is a terminal.
    """
    if not (color and isatty) or env.get("TERM", "") in _NO_LINKS:
        return False
    if env.get("CI") or env.get("INSIDE_EMACS") or env.get("STY") or env.get("TERM_PROGRAM") == "Apple_Terminal":
        return False
    vte = env.get("VTE_VERSION", "")
    return not vte.isdigit() or int(vte) >= _VTE_LINKS
