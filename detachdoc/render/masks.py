"""Which parts of a text are secrets or values? Regular expressions that cannot backtrack far, and what replaces them.

Every repetition is bounded or ends at a character it cannot contain, so that hostile text costs linear time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.render.passwords import MASK, urls

if TYPE_CHECKING:
    from collections.abc import Collection

_TOKENS = pattern(
    r"""
      \beyJ[\w-]{5,}\.[\w-]{3,}(?:\.[\w-]*)?                                      # a JSON web token
    | \b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b                                     # an AWS access key
    | \b(?:sk|pk|rk|ghp|gho|ghu|ghs|ghr|glpat|hf|npm|pypi|xox[abeprs])[-_][\w-]{16,}   # keys with a known beginning
    | \bgithub_pat_\w{16,} | \bAIza[\w-]{35} | \bSG\.[\w-]{16,}(?:\.[\w-]*)?
    | \b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b                    # a UUID names somebody's row
    | \b[0-9a-fA-F]{32,}\b                                                        # a digest or key in hex
    """,
    re.VERBOSE,
)
_BEARER = pattern(r"(?i)\b(bearer\s{1,5})[\w.~+/=-]{6,}|(\bauthorization['\"]?\s{0,5}[:=]\s{0,5})[^\n]{1,2000}")
_LONG = pattern(r"[A-Za-z0-9+_=-]{40,}")
_EMAIL = pattern(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_KEY_VALUE = pattern(
    r"(?i)((?:passw(?:or)?d|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|dsn"
    r"|session_?id|cookie)[\w-]{0,40}['\"]?\s{0,5}(?:=>|[:=])\s{0,5})(\"[^\"\n]*\"?|'[^'\n]*'?|[^\s,;&)\]}'\"]+)"
)
#: A string literal, a number, or what must be seen to judge them: a comment, a name, a bracket.
_LITERAL = pattern(
    r"""
      (?P<comment>\#[^\n]*)
    | (?:[rRbBfFuUtT]{1,2})?
      (?P<text>\"{3}(?:[^\"\\]|\\.|\"(?!\"\"))*(?:\"{3}|\Z) | '{3}(?:[^'\\]|\\.|'(?!''))*(?:'{3}|\Z)
             | \"(?:[^\"\\\n]|\\.)*\"? | '(?:[^'\\\n]|\\.)*'?)
    | (?P<name>[^\W\d]\w*)
    | (?P<number>\d\w*(?:\.\w*)?)
    | (?P<bracket>[\[\](){}])
    """,
    re.VERBOSE | re.DOTALL,
)
_PARAMETERS = pattern(r"(\[(?:parameters|SQL parameters): )[^\n]*")
_DETAIL = pattern(r"(\)=)\([^)\n]*\)")
_QUOTED = pattern(r"(?<!\w)'([^'\n]*)'(?!\w)|\"([^\"\n]*)\"")
_NUMBER = pattern(r"(?<![\w./:-])\d[\d.,]*(?:-\d[\d.,]*)*(?!\w)")
#: How far around a literal is looked for what makes it a key.
_NEAR = 80


def secrets(text: str) -> str:
    """Passwords, tokens, keys and e-mail addresses masked."""
    text = _BEARER.sub(lambda found: f"{found[1] or found[2]}{MASK}", urls(text))
    return _KEY_VALUE.sub(rf"\1{MASK}", _shapes(text))


def code(text: str) -> str:
    """The literals of Python source masked. Line breaks stay where they are; names and plain keys are not values."""
    brackets: list[str] = []

    def masked(found: re.Match[str]) -> str:
        if found["bracket"]:
            _track(brackets, found["bracket"])
        return found[0] if _is_key(found, brackets) else _literal(found)

    return _shapes(_LITERAL.sub(masked, urls(text)))


def diff(text: str) -> str:
    """The literals of a unified diff masked, its headers kept."""
    lines = text.split("\n")
    return "\n".join(line if line[:3] in {"---", "+++", "@@ "} else line[:1] + code(line[1:]) for line in lines)


def message(text: str, known: Collection[str] = ()) -> str:
    """The values in an exception's message masked.

    Args:
        text: the message.
        known: names of classes and attributes, which are no values although they are quoted.
    """
    text = _DETAIL.sub(rf"\1({MASK})", _PARAMETERS.sub(rf"\1{MASK}]", secrets(text)))
    text = _QUOTED.sub(lambda found: found[0] if (found[1] or found[2]) in known else f"'{MASK}'", text)
    return _NUMBER.sub(MASK, text)


def _shapes(text: str) -> str:
    """What is a secret by its very looks."""
    text = _EMAIL.sub(MASK, text) if "@" in text else text
    return _LONG.sub(lambda found: MASK if _is_random(found[0]) else found[0], _TOKENS.sub(MASK, text))


def _is_random(text: str) -> bool:
    """Whether it mixes cases and digits as keys do; long names of functions do not."""
    return any(map(str.isdigit, text)) and any(map(str.isupper, text)) and any(map(str.islower, text))


def _track(brackets: list[str], bracket: str) -> None:
    if bracket in "([{":
        brackets.append(bracket)
    elif brackets:
        brackets.pop()


def _is_key(found: re.Match[str], brackets: list[str]) -> bool:
    """Whether a literal is a dictionary's key that is a plain name, in braces or first on its line, as `"name": …`."""
    if found["text"] is None or not found[0][1:-1].isidentifier():
        return False
    start, end = found.span()
    if not found.string[end : end + _NEAR].lstrip().startswith(":"):
        return False
    before = found.string[max(start - _NEAR, 0) : start]
    is_first = not before.rpartition("\n")[2].strip() and (start < _NEAR or "\n" in before)
    return brackets[-1] == "{" if brackets else is_first


def _literal(found: re.Match[str]) -> str:
    if found["number"]:
        return MASK
    if found["text"] is None:
        return secrets(found[0]) if found["comment"] else found[0]
    prefix, text = found[0][: -len(found["text"])], found["text"]
    quote = text[:3] if text[:3] in {'"""', "'''"} else text[0]
    return f"{prefix}{quote}{MASK}{quote}" + "\n" * text.count("\n")
