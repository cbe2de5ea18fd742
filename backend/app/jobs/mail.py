"""Jobs that send mail."""

from app.jobs.handlers import handler
from app.mail.message import DeliverMail
from app.repositories.unit_of_work import UnitOfWork
from app.services.mail import MailService


@handler(DeliverMail)
def deliver_mail(job: DeliverMail, work: UnitOfWork) -> None:
    """Send a stored mail."""
    MailService(work).deliver(job.mail_id)
