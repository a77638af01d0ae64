from fastapi import HTTPException, Request
from sqlalchemy import select

from grants.orm import Applicant, Maker


class SignIn:
    def __init__(self, header: str) -> None:
        self.header = header

    def __call__(self, request: Request) -> Applicant:
        with Maker.begin() as session:
            who = select(Applicant).where(Applicant.person == request.headers.get(self.header))
            applicant = session.scalars(who).first()
            if applicant is None:
                raise HTTPException(401)
            applicant.visits += 1
        return applicant
