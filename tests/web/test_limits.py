"""Both models of the platform's limits: sends over time → taken or refused."""

import pytest

from bot.web.demo.limits import Limits

GROUP, OTHER = -1001, -1002


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def test_off_takes_everything(seconds: Seconds) -> None:
    limits = Limits(seconds)
    assert [limits.refuse(GROUP, True) for _ in range(100)] == [0] * 100


@pytest.mark.parametrize("model", ["window", "bucket"])
def test_thirty_a_second_over_all_chats(seconds: Seconds, model: str) -> None:
    limits = Limits(seconds, model)
    assert [limits.refuse(chat, False) for chat in range(1, 31)] == [0] * 30
    assert limits.refuse(31, False) == 1
    seconds.now = 1.01
    assert limits.refuse(32, False) == 0


def test_the_strict_model_counts_any_rolling_second_and_the_lenient_refills(seconds: Seconds) -> None:
    strict, lenient = Limits(seconds, "window"), Limits(seconds, "bucket")
    for chat in range(1, 31):
        strict.refuse(chat, False)
        lenient.refuse(chat, False)
    seconds.now = 0.5
    assert strict.refuse(40, False) == 1
    assert [lenient.refuse(chat, False) for chat in range(40, 56)] == [0] * 15 + [1]


def test_one_chat_takes_one_a_second_and_a_short_burst_under_the_lenient_model(seconds: Seconds) -> None:
    strict, lenient = Limits(seconds, "window"), Limits(seconds, "bucket")
    assert [strict.refuse(7, False) for _ in range(2)] == [0, 1]
    assert [lenient.refuse(7, False) for _ in range(4)] == [0, 0, 0, 1]


@pytest.mark.parametrize("model", ["window", "bucket"])
def test_a_group_takes_twenty_a_minute(seconds: Seconds, model: str) -> None:
    limits = Limits(seconds, model)
    taken = 0
    for second in range(40):
        seconds.now = second * 1.05
        taken += limits.refuse(GROUP, True) == 0
    assert taken == (20 if model == "window" else 20 + 40 // 3)
    assert limits.refuse(OTHER, True) == 0


def test_sends_before_the_time_is_up_are_counted(seconds: Seconds) -> None:
    limits = Limits(seconds)
    limits.punish(GROUP, 5)
    assert limits.refuse(GROUP, True) == 5
    assert limits.refuse(OTHER, True) == 0
    seconds.now = 5.01
    assert limits.refuse(GROUP, True) == 0
    limits.punish(0, 3)
    assert limits.refuse(OTHER, True) == 3
    assert (limits.early, limits.refused) == (2, 2)


def test_an_unknown_model_is_named(seconds: Seconds) -> None:
    with pytest.raises(ValueError, match="allowed: off, window, bucket"):
        Limits(seconds, "strict")
