"""Workers as real processes. ``program.py`` has their jobs."""

import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

Wait = Callable[..., None]


def test_a_job_runs_and_its_log_names_the_request_that_enqueued_it(queue: Any) -> None:
    worker = queue.start()

    identity = queue.enqueue("Write", line="hello")
    queue.wait_for(identity, "succeeded")

    assert queue.lines() == ["hello"]
    assert worker.stop() == 0
    assert "name=Write attempt=1 result=done ms=" in worker.log
    assert f"job={identity} request=the-request" in worker.log
    assert "hello" not in worker.log  # arguments may be private


# region teams
def test_a_job_runs_for_the_team_and_the_user_it_is_stored_with(queue: Any) -> None:
    worker = queue.start(WORKER_CONCURRENCY="1")

    queue.enqueue("Sign", owner={"team_id": 3, "user_id": 5})
    identity = queue.enqueue("Sign")
    queue.wait_for(identity, "succeeded")

    assert queue.lines() == ["system for team 3 and user 5", "system for team None and user None"]
    assert worker.stop() == 0
    assert " request=the-request user=5 team=3" in worker.log
    assert f"job={identity} request=the-request\n" in worker.log


# endregion
@pytest.mark.slow
def test_a_failed_job_is_retried_later_until_its_attempts_are_used_up(queue: Any, wait: Wait) -> None:
    queue.start()
    identity = queue.enqueue("Fail")

    wait(lambda: queue.failures(identity) != [])
    job = queue.wait_for(identity, "todo")
    [row] = queue.execute("SELECT :at - now() AS left", at=job.scheduled_at)
    assert 5 < row.left.total_seconds() <= 10

    queue.execute("UPDATE jobs.procrastinate_jobs SET scheduled_at = now()")
    assert queue.wait_for(identity, "failed").attempts == 2
    assert queue.failures(identity) == ["RuntimeError: not possible now"] * 2


def test_a_permanent_failure_is_not_retried(queue: Any) -> None:
    worker = queue.start()
    identity = queue.enqueue("Fail", permanently=True)

    assert queue.wait_for(identity, "failed").attempts == 1
    assert queue.failures(identity) == ["PermanentFailure: never possible"]
    assert "name=Fail attempt=1 result=failed" in worker.log
    assert "Traceback" in worker.log


@pytest.mark.slow
def test_a_job_of_a_newer_version_is_retried(queue: Any, wait: Wait) -> None:
    queue.start()
    identity = queue.enqueue("FromTheFuture")

    wait(lambda: queue.failures(identity) != [])

    queue.wait_for(identity, "todo")
    assert queue.failures(identity) == [
        "UnknownJob: this version has no handler for the job: deploy one that has, or cancel the job"
    ]


def test_a_worker_that_stops_lets_running_jobs_finish(queue: Any, wait: Wait) -> None:
    worker = queue.start()
    identity = queue.enqueue("Write", line="long", seconds=1)
    wait(lambda: queue.lines() == ["long begins"], worker)
    later = queue.enqueue("Write", line="later", seconds=0)
    queue.wait_for(later, "succeeded")

    assert worker.stop() == 0

    assert queue.job(identity).status == "succeeded"
    assert sorted(queue.lines()) == ["later", "long", "long begins"]
    assert queue.execute("SELECT * FROM jobs.procrastinate_workers") == []


@pytest.mark.slow
def test_a_job_that_does_not_finish_in_time_is_rolled_back_and_runs_elsewhere(queue: Any, wait: Wait) -> None:
    worker = queue.start(WORKER_DRAIN_SECONDS="0.1")
    identity = queue.enqueue("Write", line="long", seconds=3)
    wait(lambda: queue.lines() == ["long begins"], worker)

    assert worker.stop() == 0

    job = queue.job(identity)
    assert (job.status, job.attempts, queue.failures(identity)) == ("todo", 0, [])
    assert queue.lines() == ["long begins"]
    queue.start(WORKER_POLL_SECONDS="0.2")
    queue.wait_for(identity, "succeeded")
    assert queue.lines() == ["long begins", "long begins", "long"]


@pytest.mark.slow
def test_a_second_signal_puts_running_jobs_back_at_once(queue: Any, wait: Wait) -> None:
    worker = queue.start()
    identity = queue.enqueue("Write", line="long", seconds=20)
    wait(lambda: queue.lines() == ["long begins"], worker)

    worker.process.send_signal(signal.SIGINT)
    wait(lambda: "stopping: running jobs have 25 s to finish" in worker.log, worker)
    assert worker.stop(signal.SIGINT) == 0

    assert queue.job(identity).status == "todo"


@pytest.mark.slow
def test_the_jobs_of_a_killed_worker_run_again(queue: Any, wait: Wait) -> None:
    killed = queue.start()
    identity = queue.enqueue("Write", line="long", seconds=3)
    wait(lambda: queue.lines() == ["long begins"], killed)
    killed.stop(signal.SIGKILL)
    queue.silence()

    queue.start(WORKER_POLL_SECONDS="0.2")

    assert queue.wait_for(identity, "succeeded").attempts == 2
    assert queue.failures(identity) == ["The worker was killed, or lost the database."]
    assert queue.lines() == ["long begins", "long begins", "long"]


@pytest.mark.slow
def test_a_job_that_kills_its_workers_fails_in_the_end(queue: Any, wait: Wait) -> None:
    identity = queue.enqueue("Write", line="fatal", seconds=20)
    queue.execute("UPDATE jobs.procrastinate_jobs SET attempts = 2")
    killed = queue.start()
    wait(lambda: queue.lines() == ["fatal begins"], killed)
    killed.stop(signal.SIGKILL)
    queue.silence()

    queue.start()

    assert queue.wait_for(identity, "failed").attempts == 3


@pytest.mark.slow
def test_a_worker_that_others_have_taken_for_dead_ends(queue: Any, wait: Wait) -> None:
    worker = queue.start()
    wait(lambda: queue.execute("SELECT * FROM jobs.procrastinate_workers") != [], worker)

    queue.execute("DELETE FROM jobs.procrastinate_workers")

    assert worker.process.wait(10) == 70
    assert "this worker was silent for 30 s" in worker.log


@pytest.mark.slow
def test_jobs_with_the_same_lock_never_overlap(queue: Any) -> None:
    queue.start(WORKER_POLL_SECONDS="0.05")
    queue.start(WORKER_POLL_SECONDS="0.05")
    identities = [queue.enqueue("Write", lock="x", line=str(n), seconds=0.1) for n in range(5)]

    queue.wait_for(identities[-1], "succeeded")

    assert queue.lines() == [line for n in range(5) for line in (f"{n} begins", str(n))]


@pytest.mark.slow
def test_a_worker_survives_lost_connections(queue: Any, wait: Wait) -> None:
    worker = queue.start(WORKER_POLL_SECONDS="0.2")
    identity = queue.enqueue("Write", line="long", seconds=1)
    wait(lambda: queue.lines() == ["long begins"], worker)
    for _ in range(5):
        queue.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        time.sleep(0.1)

    other = queue.enqueue("Write", line="other")

    queue.wait_for(other, "succeeded")
    # Its own connection was lost, too, so it failed and waits for its next attempt.
    queue.wait_for(identity, "todo")
    assert worker.process.poll() is None
    assert worker.stop() == 0


@pytest.mark.slow
def test_each_tick_of_a_schedule_runs_once_whatever_the_number_of_workers(queue: Any, wait: Wait) -> None:
    every_second_second = {"TEST_CRON": "* * * * * */2"}
    workers = [queue.start(**every_second_second) for _ in range(2)]
    wait(lambda: len(queue.lines()) >= 3, *workers)

    for worker in workers:
        worker.stop()

    seconds = [
        row.second for row in queue.execute("SELECT extract(epoch FROM at)::bigint AS second FROM lines")
    ]
    assert len({second // 2 for second in seconds}) == len(seconds) == len(queue.lines())


@pytest.mark.slow
def test_a_tick_that_was_missed_runs_once(queue: Any, wait: Wait) -> None:
    queue.execute(
        "INSERT INTO jobs.procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp) "
        "VALUES ('Tick', '0 0 * * *', extract(epoch FROM now() - interval '5 days'))"
    )
    workers = [queue.start(TEST_CRON="0 0 * * *") for _ in range(2)]
    wait(lambda: queue.lines() == ["tick"], *workers)
    wait(lambda: all(worker.stop() == 0 for worker in workers))

    assert queue.lines() == ["tick"]


@pytest.mark.slow
def test_a_new_schedule_waits_for_its_first_time(queue: Any, wait: Wait) -> None:
    worker = queue.start(TEST_CRON="0 0 * * *")
    wait(lambda: queue.execute("SELECT * FROM jobs.procrastinate_periodic_defers") != [], worker)

    assert queue.execute("SELECT * FROM jobs.procrastinate_jobs") == []


@pytest.mark.slow
def test_a_worker_can_be_limited_to_queues(queue: Any) -> None:
    queue.start(WORKER_QUEUES="mail, other", WORKER_POLL_SECONDS="0.1")
    ignored = queue.enqueue("Write", line="default")
    identity = queue.enqueue("Write", line="mail")
    queue.execute("UPDATE jobs.procrastinate_jobs SET queue_name = 'mail' WHERE id = :id", id=identity)

    queue.wait_for(identity, "succeeded")

    assert queue.job(ignored).status == "todo"


@pytest.mark.slow
def test_a_worker_waits_for_the_migrations(queue: Any, wait: Wait) -> None:
    [row] = queue.execute("SELECT version_num FROM alembic_version")
    queue.execute("DELETE FROM alembic_version")
    worker = queue.start_without_waiting()
    wait(lambda: "waiting for the database: The database does not have the schema" in worker.log, worker)

    queue.execute("INSERT INTO alembic_version VALUES (:version)", version=row.version_num)

    wait(lambda: "ready: runs" in worker.log, worker)
