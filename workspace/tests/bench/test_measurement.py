from headstart.bench.measurement import Measurement, paired


def measured(unit: str, ours: tuple[float, ...], peer: tuple[float, ...], goal: float | None) -> Measurement:
    return Measurement("a thing", unit, ours, "its limit", peer, goal)


def test_the_ratio_is_the_median_of_the_runs_ratios() -> None:
    assert measured("s", (1.0, 8.0, 3.0), (1.0, 2.0, 2.0), None).ratio == 1.5


def test_a_time_reaches_its_goal_by_being_short() -> None:
    assert measured("s", (1.0,), (1.0,), 1.2).reached
    assert measured("ms", (1.3,), (1.0,), 1.2).reached is False


def test_a_rate_reaches_its_goal_by_being_high() -> None:
    assert measured("requests/s", (70.0,), (100.0,), 0.6).reached
    assert measured("requests/s", (50.0,), (100.0,), 0.6).reached is False


def test_what_has_no_goal_neither_reaches_nor_misses_it() -> None:
    assert measured("s", (1.0,), (1.0,), None).reached is None


def test_two_things_are_timed_alternately() -> None:
    done: list[str] = []

    ours, theirs = paired(lambda: done.append("ours"), lambda: done.append("theirs"), 2)

    assert done == ["ours", "theirs", "ours", "theirs"]
    assert len(ours) == len(theirs) == 2
