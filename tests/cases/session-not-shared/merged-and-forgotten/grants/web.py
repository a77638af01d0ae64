from typing import Annotated

from fastapi import Depends, FastAPI

from grants.applications import file_application
from grants.identity import SignIn
from grants.orm import Applicant, Session, work

app = FastAPI()
sign_in = SignIn(header="x-person")


@app.post("/applications")
def apply(
    title: str, applicant: Annotated[Applicant, Depends(sign_in)], session: Annotated[Session, Depends(work)]
) -> dict[str, int]:
    return {"open": file_application(session, applicant, title)}
