from grants.orm import Applicant, Application, Session

LIMIT = 3


def file_application(session: Session, applicant: Applicant, title: str) -> int:
    session.merge(applicant)
    unfinished = [a for a in applicant.applications if not a.decided]
    if len(unfinished) >= LIMIT:
        return len(unfinished)
    session.add(Application(applicant_id=applicant.id, title=title))
    session.commit()
    return len(unfinished) + 1
