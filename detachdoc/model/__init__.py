"""The values that travel between the rooms. They hold data and answer no questions.

They are `NamedTuple`s, not dataclasses: 40 frozen dataclasses with slots cost 30 ms at import, 40
named tuples 7 ms, and `diagnose --json` has about 50 ms in all (benchmarks/cold_start.py).
"""
