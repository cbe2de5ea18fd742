"""The engine: how connections are made, and what their errors mean."""

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from app.config import Settings
from app.repositories.translation import translate

CONNECT_TIMEOUT_SECONDS = 5


def make_engine(settings: Settings) -> Engine:
    """Make the engine of one app. It connects when it is first used."""
    engine = create_engine(
        settings.sqlalchemy_url,
        pool_size=settings.pool_size,
        max_overflow=settings.pool_overflow,
        # A server that was restarted does not cost anybody a request.
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_SECONDS,
            # Every timestamp arrives in UTC, whatever the server's own zone is.
            "options": f"-c timezone=UTC -c statement_timeout={settings.statement_timeout_ms}",
        },
    )
    event.listen(engine, "handle_error", translate, retval=True)
    return engine


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Make the factory of sessions. What was committed stays readable without another query."""
    return sessionmaker(engine, expire_on_commit=False)
