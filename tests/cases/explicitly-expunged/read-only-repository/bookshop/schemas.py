from pydantic import BaseModel, ConfigDict


class Readable(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class BookOut(Readable):
    title: str


class AuthorOut(Readable):
    name: str
    books: list[BookOut]
