"""A session for requests that need one."""

import os
import secrets
import sys
from contextlib import closing
from hashlib import sha256

from headstart.core import commands, project
from headstart.postgres.databases import connect

# In a process of its own, as all code that needs the app.
PREFIX = "from app.controllers.cookies import LOCAL_PREFIX; print(LOCAL_PREFIX)"

START = """
WITH owner AS (INSERT INTO users (email, name) VALUES (%s, 'Measured') RETURNING id)
INSERT INTO sessions (user_id, token_digest, device, address, last_seen_at, confirmed_at, expires_at)
SELECT id, %s, '', '', now(), now(), now() + interval '1 day' FROM owner
"""


def start_session(url: str) -> dict[str, str]:
    """Sign a new user in to the application on a database; return the headers of the user's requests."""
    token = secrets.token_urlsafe(32)
    values = (f"{secrets.token_hex(8)}@example.com", sha256(token.encode()).digest())
    with closing(connect(url)) as session, session, session.cursor() as statements:
        statements.execute(START, values)
    environment = {**os.environ, "PYTHONPATH": project.python_path()}
    prefix = commands.output([sys.executable, "-c", PREFIX], environment, failure="the cookie has no name")
    return {"Cookie": f"{prefix.strip()}session={token}", "Sec-Fetch-Site": "same-origin"}
