from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header
from sqlalchemy import select
from sqlalchemy.orm import load_only

from library.model import Reader
from library.store import ReadOnly


@dataclass(frozen=True)
class Visitor:
    reader: Reader
    language: str

    def address(self) -> str:
        return self.reader.street.title()


def visitor(x_card: Annotated[str, Header()], accept_language: Annotated[str, Header()] = "en") -> Visitor:
    only = load_only(Reader.card)
    with ReadOnly() as session:
        rows = session.execute(select(Reader).options(only).where(Reader.card == x_card))
        reader = rows.scalar_one()
    return Visitor(reader, accept_language[:2])


CurrentVisitor = Annotated[Visitor, Depends(visitor)]
