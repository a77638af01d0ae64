"""A `Diagnosis` becomes text: `json_v1`, `markdown`, `terminal`. Nothing is concluded here.

`redact.redacted` is applied once, before any of them; `terminal` is the only place that imports rich.
"""
