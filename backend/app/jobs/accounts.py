"""Jobs for accounts."""

from dataclasses import dataclass

from app.jobs.handlers import handler
from app.queue import Job
from app.repositories.unit_of_work import UnitOfWork
from app.services.account import AccountService, SendEmailLinks
from app.services.forgotten_passwords import ForgottenPasswordService, SendPasswordLink
from app.services.sign_up import SendSignUpLink, SignUpService
from app.services.users import UserService


@dataclass(frozen=True, kw_only=True)
class TidyAccounts(Job):
    """Delete the accounts that are due, and what has expired."""


@handler(SendSignUpLink)
def send_sign_up_link(job: SendSignUpLink, work: UnitOfWork) -> None:
    """Send the link with which an account is created."""
    SignUpService(work).send_link(job.email, job.name)


@handler(SendPasswordLink)
def send_password_link(job: SendPasswordLink, work: UnitOfWork) -> None:
    """Send the link with which a password is set."""
    ForgottenPasswordService(work).send_link(job.email)


@handler(SendEmailLinks)
def send_email_links(job: SendEmailLinks, work: UnitOfWork) -> None:
    """Send the links with which both addresses confirm a change."""
    AccountService(work).send_email_links(job.user_id, job.email)


@handler(TidyAccounts, cron="45 3 * * *")
def tidy_accounts(_job: TidyAccounts, work: UnitOfWork) -> None:
    """Delete the accounts that are due, and what has expired, every night."""
    AccountService(work).delete_due()
    UserService(work).delete_expired()
