import threading

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED
from apscheduler.schedulers.background import BackgroundScheduler

from rental.db import Lease

scheduler = BackgroundScheduler()
ran = threading.Event()
scheduler.add_listener(lambda event: ran.set(), EVENT_JOB_ERROR | EVENT_JOB_EXECUTED)
mails: list[str] = []


def remind_later(lease: Lease) -> None:
    scheduler.add_job(send_reminder, args=[lease], id=lease.number)


def send_reminder(lease: Lease) -> None:
    mails.append(f"{lease.tenant.email}: {lease.number} ends soon")
