from fastapi import FastAPI

from docs_api import errors
from docs_api.sessions import Tx
from docs_api.tables import Document

app = FastAPI(exception_handlers={errors.Locked: errors.locked})


@app.put("/documents/{number}")
async def edit(number: int, text: str, tx: Tx):
    document = await tx.get(Document, number)
    if document.holder_id is not None:
        raise errors.Locked(document)
    document.text = text
    await tx.commit()
    return {"saved": number}
