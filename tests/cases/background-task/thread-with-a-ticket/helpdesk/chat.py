import threading

from helpdesk.db import Ticket

channel: list[str] = []
online = threading.Event()


class Announcer(threading.Thread):
    def __init__(self, ticket: Ticket) -> None:
        super().__init__(name="announcer")
        self.ticket = ticket

    def run(self) -> None:
        online.wait()
        channel.append(f"closed: {self.ticket.subject}")


def announce(ticket: Ticket) -> None:
    Announcer(ticket).start()
