"""How fast is detachdoc? `python -m benchmarks` measures all of it; each file also runs on its own."""
