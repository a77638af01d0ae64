"""The values that travel between the rooms. They hold data and answer no questions.

They are `NamedTuple`s, not dataclasses: 40 frozen dataclasses with slots cost 30 ms at import, 40 named tuples 4 ms,
and `diagnose --json` has about 50 ms in all. For the same reason their files, and those of all other named tuples on
that way, do without `from __future__ import annotations`: as text, each annotation would be compiled once more, which
takes another 6 ms.
"""
