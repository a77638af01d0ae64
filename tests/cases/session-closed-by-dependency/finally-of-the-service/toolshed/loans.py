from toolshed.orm import Loan


class NoLoan(Exception):
    def __init__(self, who: str) -> None:
        self.who = who


class Loans:
    def __init__(self, db) -> None:
        self.db = db

    def of(self, who: str) -> Loan:
        try:
            loan = self.db.query(Loan).filter(Loan.who == who).first()
            if loan is None:
                raise NoLoan(who)
            return loan
        finally:
            self.db.close()
