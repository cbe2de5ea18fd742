from app import create_app
from app.config import Settings
from workspace import databases
from workspace.addresses import database_of


def test_a_server_that_ended_the_connections_costs_nobody_a_request(own_database: str) -> None:
    app = create_app(Settings(environment="test", database_url=own_database))
    client = app.test_client()
    assert client.get("/api/health/ready").status_code == 200

    with databases.maintenance(own_database) as server:
        databases.disconnect(server, database_of(own_database))

    assert client.get("/api/health/ready").status_code == 200
    app.extensions["sessions"].kw["bind"].dispose()
