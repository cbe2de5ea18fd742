from headstart.bench.measurement import Measurement, measure_alternately


def measurement(
    unit: str, ours: tuple[float, ...], peer: tuple[float, ...], goal: float | None
) -> Measurement:
    return Measurement("a thing", unit, ours, "its limit", peer, goal)


def test_the_ratio_is_the_median_of_the_ratios() -> None:
    assert measurement("s", (1.0, 8.0, 3.0), (1.0, 2.0, 2.0), None).ratio == 1.5


def test_a_short_time_meets_its_goal() -> None:
    assert measurement("s", (1.0,), (1.0,), 1.2).is_goal_met
    assert measurement("ms", (1.3,), (1.0,), 1.2).is_goal_met is False


def test_a_high_rate_meets_its_goal() -> None:
    assert measurement("requests/s", (70.0,), (100.0,), 0.6).is_goal_met
    assert measurement("requests/s", (50.0,), (100.0,), 0.6).is_goal_met is False


def test_without_a_goal_there_is_no_result() -> None:
    assert measurement("s", (1.0,), (1.0,), None).is_goal_met is None


def test_two_calls_are_measured_alternately() -> None:
    calls: list[str] = []

    ours, peer = measure_alternately(lambda: calls.append("ours"), lambda: calls.append("peer"), 2)

    assert calls == ["ours", "peer", "ours", "peer"]
    assert len(ours) == len(peer) == 2
