from fastapi import Request
from fastapi.responses import JSONResponse

from docs_api.tables import Document


class Locked(Exception):
    def __init__(self, document: Document) -> None:
        super().__init__(document.title)
        self.document = document


async def locked(_: Request, exc: Locked) -> JSONResponse:
    holder = exc.document.holder
    return JSONResponse({"locked_by": holder.name}, status_code=423)
