"""Who may look after the product: the one place that decides it."""

from apiflask import APIBlueprint
from flask import abort, current_app


def restrict(blueprint: APIBlueprint) -> None:
    """Let only administrators use the routes of a blueprint: without accounts, nobody in production."""
    blueprint.before_request(_require_administrator)


def _require_administrator() -> None:
    if current_app.config["ENVIRONMENT"] == "production":
        abort(404)
