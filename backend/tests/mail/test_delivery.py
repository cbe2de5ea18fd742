import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from app.config import Settings
from app.errors import Invalid
from app.mail.mailer import Mailer
from app.mail.message import DeliverMail
from app.mail.messages.trial import TrialMail
from app.mail.smtp import NotSent
from app.models.mail import Mail
from app.queue import PermanentFailure
from app.repositories.unit_of_work import UnitOfWork
from app.services.mail import MailService
from app.worker.housekeeping import Housekeeping
from app.worker.schedule import Schedule

MESSAGE = TrialMail(to="ada@example.com", to_name="Ada")


MakeWork = Callable[..., UnitOfWork]


@pytest.fixture
def make_work(sessions: sessionmaker[Session], settings: Settings, session: Session) -> Iterator[MakeWork]:
    """Return a function that makes a unit of work whose mailer has some other settings."""
    with ExitStack() as stack:

        def make(**changes: Any) -> UnitOfWork:
            work = UnitOfWork(sessions, {}, Mailer(Settings(**{**settings.model_dump(), **changes})))
            stack.callback(work.close)
            return work

        yield make


@pytest.fixture
def work(make_work: MakeWork) -> UnitOfWork:
    return make_work()


def count(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Mail)).one()


def test_a_mail_is_stored_and_sent_with_the_transaction(
    work: UnitOfWork, session: Session, jobs: Any
) -> None:
    work.send(MESSAGE)
    work.close()
    assert (count(session), jobs.enqueued) == (0, [])

    work.send(MESSAGE)
    work.commit()
    mail = session.scalars(select(Mail)).one()
    assert jobs.enqueued == [DeliverMail(mail_id=mail.id)]
    assert (mail.recipient, mail.recipient_name, mail.sent_at) == ("ada@example.com", "Ada", None)


def test_an_invalid_address_is_refused_before_anything_is_stored(work: UnitOfWork, session: Session) -> None:
    with pytest.raises(Invalid):
        work.send(TrialMail(to="ada@example.com\nBcc: eve@example.com"))
    assert count(session) == 0


def test_in_development_a_mail_stays_in_the_mailbox_and_the_log_has_a_link(
    work: UnitOfWork, session: Session, jobs: Any, caplog: pytest.LogCaptureFixture
) -> None:
    work.send(MESSAGE)
    work.commit()

    with caplog.at_level(logging.INFO, "app.mail"):
        jobs.run_all()

    mail = session.scalars(select(Mail).execution_options(populate_existing=True)).one()
    assert mail.sent_at is not None
    assert f"/dev/mail?id={mail.id}" in caplog.text


def production(server: Any) -> dict[str, Any]:
    return {
        "environment": "production",
        "secret_key": "k" * 32,
        "public_url": "https://shop.example.com",
        "mail_from": "shop@example.com",
        "smtp_url": server and server.url(),
    }


def test_in_production_a_mail_is_sent_once_and_then_deleted(
    make_work: MakeWork, session: Session, smtp_server: Callable[..., Any]
) -> None:
    server = smtp_server()
    work = make_work(**production(server))
    work.send(MESSAGE)
    work.commit()
    identity = session.scalars(select(Mail.id)).one()

    MailService(work).deliver(identity)
    MailService(work).deliver(identity)

    assert len(server.mails) == 1
    assert count(session) == 0


def test_what_was_rendered_is_kept_until_it_is_sent(
    make_work: MakeWork, session: Session, smtp_server: Callable[..., Any]
) -> None:
    work = make_work(**production(smtp_server({"RCPT": "451 later"})))
    work.send(MESSAGE)
    work.commit()
    mail = session.scalars(select(Mail)).one()

    with pytest.raises(NotSent, match="451 later"):
        MailService(work).deliver(mail.id)
    assert (count(session), mail.sent_at) == (1, None)

    server = smtp_server()
    MailService(make_work(**production(server))).deliver(mail.id)
    assert mail.message_id.encode() in server.mails[0]


@pytest.mark.parametrize(("environment", "kept"), [("production", 0), ("development", 1)])
def test_only_development_keeps_a_mail_that_was_refused_for_good(
    make_work: MakeWork, session: Session, smtp_server: Callable[..., Any], environment: str, kept: int
) -> None:
    server = smtp_server({"RCPT": "550 unknown"})
    work = make_work(**{**production(server), "environment": environment})
    work.send(MESSAGE)
    work.commit()

    with pytest.raises(PermanentFailure, match="550 unknown"):
        MailService(work).deliver(session.scalars(select(Mail.id)).one())

    assert count(session) == kept


@pytest.mark.parametrize(("environment", "kept"), [("production", 1), ("development", 2)])
def test_only_development_keeps_old_mails(
    make_work: MakeWork, session: Session, environment: str, kept: int
) -> None:
    work = make_work(**{**production(None), "environment": environment})
    for _ in range(2):
        work.send(MESSAGE)
    work.commit()
    session.scalars(select(Mail)).first().created_at -= timedelta(days=15)  # type: ignore[union-attr] # there are two
    session.commit()
    housekeeping = Housekeeping(
        Settings(database_url="postgresql://nowhere"), {}, Schedule({}), lambda: work, lambda: 0
    )

    housekeeping._delete_old(work)

    assert count(session) == kept


def test_production_without_smtp_url_keeps_the_mail_and_says_what_to_do(
    make_work: MakeWork, session: Session
) -> None:
    work = make_work(**production(None))
    work.send(MESSAGE)
    work.commit()

    with pytest.raises(NotSent, match="SMTP_URL is not set"):
        MailService(work).deliver(session.scalars(select(Mail.id)).one())
    assert count(session) == 1


def test_the_conversation_with_the_server_holds_no_transaction(
    make_work: MakeWork, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = make_work()
    work.send(MESSAGE)
    work.commit()
    seen = []
    monkeypatch.setattr(work.mailer, "deliver", lambda *_: seen.append(work.session.in_transaction()))

    MailService(work).deliver(session.scalars(select(Mail.id)).one())

    assert seen == [False]
