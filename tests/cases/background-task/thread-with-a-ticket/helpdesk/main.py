from fastapi import FastAPI, HTTPException
from sqlmodel import select

from helpdesk.chat import announce
from helpdesk.db import SessionDep, Ticket

app = FastAPI()


@app.post("/tickets/{key}/close", status_code=202)
def close_ticket(key: str, db: SessionDep):
    ticket = db.exec(select(Ticket).where(Ticket.key == key)).first()
    if ticket is None:
        raise HTTPException(404)
    ticket.state = "closed"
    db.add(ticket)
    db.commit()
    announce(ticket)
    return {"closed": key}
