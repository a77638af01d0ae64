from fastapi import Header, HTTPException
from sqlalchemy.orm import Session

from branches.db import private
from branches.models import Branch


def current_branch(x_branch: str = Header(), session: Session = private) -> Branch:
    branch = session.query(Branch).filter_by(code=x_branch).first()
    session.close()
    if branch is None:
        raise HTTPException(404, "unknown branch")
    return branch
