"""The measurements of background jobs, on a few jobs."""

import pytest

from headstart.bench import job_queue


@pytest.fixture(autouse=True)
def _few_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CREATES", "REACTIONS"):
        monkeypatch.setattr(job_queue, name, 5)
    monkeypatch.setattr(job_queue, "NO_OPS", 100)
    monkeypatch.setattr(job_queue, "IDLE_SECONDS", 1.0)


@pytest.mark.slow
@pytest.mark.sample
def test_cost_speed_and_reaction_are_compared_with_limits_and_the_library() -> None:
    with job_queue._server() as server:
        url = server.url("bench")
        measurements = [
            job_queue._creates(url), job_queue._throughput(url, 1),
            *job_queue._reactions(url), *job_queue._idle(url),
        ]  # fmt: skip

    assert [len(each.values) for each in measurements] == [5, 1, 1, 1, 1, 1]
    assert all(each.ratio > 0 for each in measurements if each.unit != "%")
    assert not server.data.exists()


@pytest.mark.slow
def test_all_jobs_are_done_although_workers_are_killed_and_the_database_restarts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(job_queue, "KILL_INTERVAL", 3.0)
    with job_queue._server() as server:
        survival = job_queue._survival(server, server.url("bench"), 1000)

    assert survival.values[0] >= survival.peer_values[0] == 1000
