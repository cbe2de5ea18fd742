"""People of the demo data, identified by email address. Private records belong to the first one."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.user import User
from app.repositories.scope import enter, scope_of
from app.services.passwords import make_hash
from factories import UserFactory
from seeds.rows import rows

PASSWORD = "only-for-development"  # noqa: S105 -- of the demo data


def seed(session: Session) -> int:
    """Add missing users and return the number added."""
    wanted = {row["email"]: row for row in rows("users")}
    present = set(session.scalars(select(User.email).where(User.email.in_(wanted))))
    missing = [
        UserFactory.build(
            email=email,
            name=row["name"],
            is_admin=row["is_admin"] == "true",
            password_hash=make_hash(PASSWORD),
        )
        for email, row in wanted.items()
        if email not in present
    ]
    session.add_all(missing)
    session.flush()
    first = session.scalars(select(User.id).where(User.email == next(iter(wanted)))).one()
    enter(session, replace(scope_of(session), user_id=first))
    return len(missing)
