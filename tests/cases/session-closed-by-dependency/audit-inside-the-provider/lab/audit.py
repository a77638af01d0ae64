from fastapi import Request

from lab.database import unit


class Audited:
    """The session of a request, and one line about what it changed."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    async def __call__(self, request: Request):
        request.state.touched = []
        async with unit() as session:
            yield session
        self.lines += [f"{row.barcode}={row.state}" for row in request.state.touched]


audited = Audited()
