from fastapi import Depends, FastAPI

from sqlalchemy.orm import Session

from branches.current import current_branch
from branches.db import shared
from branches.models import Branch, Sale

app = FastAPI()


@app.post("/sales")
def sell(cents: int, session: Session = shared, branch: Branch = Depends(current_branch)):
    session.add(Sale(branch_id=branch.id, cents=cents))
    session.flush()
    gross = cents * (100 + branch.region.vat) // 100
    session.commit()
    return {"gross": gross}
