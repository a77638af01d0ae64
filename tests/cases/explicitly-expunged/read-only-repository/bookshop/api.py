from fastapi import Depends, FastAPI

from bookshop.authors import AuthorRepository
from bookshop.schemas import AuthorOut

app = FastAPI()


@app.get("/authors/{name}", response_model=AuthorOut)
async def author(name: str, authors: AuthorRepository = Depends()):
    return await authors.read(name)


@app.put("/authors/{name}", status_code=204)
async def rename(name: str, to: str, authors: AuthorRepository = Depends()):
    row = await authors.find(name)
    row.name = to
    await authors.session.commit()
