from flask import Flask, session

from app.controllers.sessions import Sessions


def test_a_session_lasts_from_one_request_to_the_next() -> None:
    app = Flask(__name__)
    app.secret_key = "for this test"  # noqa: S105 -- protects nothing
    app.session_interface = Sessions()

    @app.get("/")
    def count() -> str:
        session["visits"] = session.get("visits", 0) + 1
        return str(session["visits"])

    client = app.test_client()
    assert [client.get("/").text for _ in range(3)] == ["1", "2", "3"]
    assert app.test_client().get("/").text == "1"
