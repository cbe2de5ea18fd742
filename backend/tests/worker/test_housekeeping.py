import os
from typing import NoReturn

import pytest

from app.config import Settings
from app.repositories.unit_of_work import UnitOfWork
from app.worker.housekeeping import Housekeeping
from app.worker.schedule import Schedule


def test_a_worker_that_stops_may_have_unregistered_itself(
    work: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(code: int) -> NoReturn:
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", end)
    settings = Settings(database_url="postgresql://nowhere")
    housekeeping = Housekeeping(settings, {}, Schedule({}), lambda: work, lambda: 0)
    housekeeping.stop()

    housekeeping._check_registration(work, 0)
