"""The limits hold, to the message, under both models of Telegram's limit, and cost no more than they must."""

from collections import defaultdict, deque
from heapq import heappop, heappush

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pacing import LONGEST_WAY, Limits, Pacing


class Window:
    """The strict model: never more than `most` in any rolling `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self.moments: deque[float] = deque()

    def takes(self, now: float) -> bool:
        while self.moments and self.moments[0] <= now - self.seconds:
            self.moments.popleft()
        self.moments.append(now)
        return len(self.moments) <= self.most


class Bucket:
    """The lenient model: a burst of `size`, refilled at `rate` a second."""

    def __init__(self, size: int, rate: float) -> None:
        self.level, self.size, self.rate, self.at = float(size), size, rate, 0.0

    def takes(self, now: float) -> bool:
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        self.level -= 1
        return self.level >= 0


def broadcast(pacing: Pacing, count: int, late: list[float], chats: int = 10**9) -> list[tuple[float, str]]:
    """Send as fast as the pacing allows, each time some seconds later than allowed."""
    now, sent = 100.0, list[tuple[float, str]]()
    for number in range(count):
        chat = f"g{number % chats}"
        now = max(now, pacing.bulk_ready(now), pacing.chat_ready(chat, group=True, bulk=True))
        now = max(now, pacing.bulk_ready(now)) + late[number % len(late)]
        pacing.take(chat, now, bulk=True)
        sent.append((now, chat))
    return sent


@pytest.mark.parametrize("late", [[0.0], [0.0005, 0.001, 0.002], [0.0] * 99 + [0.2]], ids=["exact", "usual", "stalls"])
def test_a_broadcast_uses_the_limit_and_keeps_it(late: list[float]) -> None:
    sent = broadcast(Pacing(), 3000, late)
    window, bucket, narrow = Window(30, 1.0), Bucket(30, 30), Bucket(8, 30)
    for moment, _ in sent:
        assert window.takes(moment)
        assert bucket.takes(moment)
        assert narrow.takes(moment)  # what was late comes closer together, but never all at once
    rate = len(sent) / (sent[-1][0] - sent[0][0])
    assert rate >= 0.97 * 30


def test_after_a_pause_nothing_is_made_up_for() -> None:
    pacing = Pacing()
    for now in (100.0, 105.0):
        pacing.take("g", now, bulk=True)
        assert pacing.bulk_ready(now) == pytest.approx(now + 1 / 29.5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 0.4), min_size=1, max_size=12))
def test_however_late_the_loop_is_no_window_overflows(late: list[float]) -> None:
    window = Window(30, 1.0)
    assert all(window.takes(moment) for moment, _ in broadcast(Pacing(), 400, late))


WAYS = st.lists(st.tuples(st.floats(0.004, LONGEST_WAY), st.floats(0, 0.003)), max_size=30)


@settings(max_examples=60, deadline=None)
@given(WAYS)
def test_however_unevenly_messages_arrive_no_window_overflows(ways: list[tuple[float, float]]) -> None:
    """Each has a way of its own to the platform, one in thirty is quick; answers come back more evenly."""
    pacing, window = Pacing(), Window(30, 1.0)
    now, arrived, answers = 100.0, list[float](), list[tuple[float, str]]()
    for number in range(300):
        to, back = [(0.004, 0.0), *ways][number % (len(ways) + 1)]
        while (ready := pacing.bulk_ready(now)) > now:
            heard = answers and answers[0][0] <= ready
            now = max(now, answers[0][0] if heard else ready)
            if heard:
                pacing.delivered(heappop(answers)[1], now)
        pacing.take(f"g{number}", now, bulk=True)
        arrived.append(now + to)
        heappush(answers, (now + to + back, f"g{number}"))
    assert all(window.takes(moment) for moment in sorted(arrived))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(1.0, 3.0), st.floats(0.02, 0.5)), min_size=1, max_size=8))
def test_where_the_platform_stalls_no_window_overflows(stalls: list[tuple[float, float]]) -> None:
    """What comes in during a stall is counted, and answered, at its end: all of it then, not when it was sent."""
    pacing, window = Pacing(), Window(30, 1.0)
    now, next_stall, stalled_until, number = 100.0, 100.0, 0.0, 0
    answers, arrived = deque[tuple[float, str]](), list[float]()
    while number < 400:
        ready = pacing.bulk_ready(now)
        if answers and answers[0][0] <= max(now, ready):
            now = max(now, answers[0][0])
            pacing.delivered(answers.popleft()[1], now)
            continue
        now = max(now, ready)
        if now > next_stall:
            quiet, length = stalls[number % len(stalls)]
            stalled_until = now + length
            next_stall = stalled_until + quiet
        arrived.append(max(now, stalled_until) + 0.001)
        pacing.take(f"g{number}", now, bulk=True)
        answers.append((arrived[-1] + 0.001, f"g{number}"))
        number += 1
    assert all(window.takes(moment) for moment in arrived)


@pytest.mark.parametrize("latency", [0.003, 0.05, 0.4, 3.0])
def test_an_even_way_costs_nothing_however_long_it_is(latency: float) -> None:
    pacing, now, answers = Pacing(), 100.0, deque[tuple[float, str]]()
    for number in range(1000):
        now = max(now, pacing.bulk_ready(now))
        while answers and answers[0][0] <= now:
            pacing.delivered(answers.popleft()[1], now)
        now = max(now, pacing.bulk_ready(now))
        pacing.take(f"g{number}", now, bulk=True)
        answers.append((now + latency, f"g{number}"))
    assert 999 / (now - 100) >= (0.97 if latency < 1 else 0.9) * 30


@settings(max_examples=30)
@given(st.integers(1, 4), st.lists(st.floats(0, 2), min_size=1, max_size=5))
def test_no_group_gets_more_than_one_a_second_nor_twenty_a_minute(chats: int, late: list[float]) -> None:
    minutes: dict[str, Window] = defaultdict(lambda: Window(20, 60.0))
    last: dict[str, float] = {}
    for moment, chat in broadcast(Pacing(), 120, late, chats):
        assert moment - last.get(chat, 0) >= 1.0
        assert minutes[chat].takes(moment)
        last[chat] = moment


def test_a_private_chat_has_no_limit_by_the_minute() -> None:
    pacing, now = Pacing(), 100.0
    for _ in range(60):
        now = max(now, pacing.chat_ready("p", group=False, bulk=True))
        pacing.take("p", now, bulk=True)
    assert now == pytest.approx(100 + 59 * 1.005)


def test_answers_find_room_during_a_broadcast_and_both_stay_within_the_limit() -> None:
    """Three people a second ask while thousands of notices go out: they wait for a blink at most."""
    pacing, window = Pacing(), Window(30, 1.0)
    now, next_question, waits, notices = 100.0, 100.5, list[float](), 0
    while now < 160:
        bulk = max(now, pacing.bulk_ready(now))
        if next_question <= bulk:
            now = max(now, next_question)
            ready = max(now, pacing.answer_ready(now))
            waits.append(ready - next_question)
            now = ready
            pacing.take(f"p{len(waits)}", now, bulk=False)
            next_question += 1 / 3
        else:
            now = bulk
            notices += 1
            pacing.take(f"g{notices}", now, bulk=True)
        assert window.takes(now)
    assert max(waits) <= 0.05
    assert sorted(waits)[len(waits) * 9 // 10] == 0
    assert (notices + len(waits)) / 60 >= 0.88 * 30  # three of thirty are kept free for whoever asks next


def test_without_a_broadcast_answers_go_at_once() -> None:
    pacing = Pacing()
    for number in range(29):
        assert pacing.answer_ready(100.0) <= 100.0
        pacing.take(f"p{number}", 100.0, bulk=False)


def test_more_answers_than_the_limit_go_at_once() -> None:
    """Telegram limits bulk, not conversation; notices make room instead."""
    pacing = Pacing()
    for number in range(40):
        pacing.take(f"p{number}", 100.0, bulk=False)
    assert pacing.answer_ready(100.0) == 100.0
    assert pacing.bulk_ready(100.06) == pytest.approx(101.008)


@pytest.mark.parametrize(
    ("asked", "goes"),
    [(100.99, 101.005), (100.5, 100.5)],
    ids=["a slot comes free within a blink", "waiting would be in vain"],
)
def test_beside_notices_an_answer_waits_a_blink_at_most(asked: float, goes: float) -> None:
    pacing = Pacing()
    for number in range(30):
        pacing.take(f"g{number}", 100.0, bulk=True)
    assert pacing.answer_ready(asked) == pytest.approx(goes)


def test_a_refusal_pauses_its_chat_alone() -> None:
    pacing = Pacing()
    pacing.refused("g1", 100.0, 30)
    assert pacing.chat_ready("g1", group=True, bulk=True) == 130
    assert pacing.chat_ready("g1", group=True, bulk=False) == 130
    assert pacing.chat_ready("g2", group=True, bulk=True) <= 100
    assert not pacing.doubtful


def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    pacing = Pacing()
    pacing.refused("g1", 100.0, 30)
    pacing.refused("g1", 101.0, 2)
    assert pacing.chat_ready("g1", group=True, bulk=True) == 130


def test_refusals_in_a_row_mean_the_whole_bot() -> None:
    pacing = Pacing()
    for chat, seconds in (("g1", 5), ("g2", 20), ("g3", 7)):
        assert not pacing.doubtful
        pacing.refused(chat, 100.0, seconds)
    assert pacing.doubtful
    assert pacing.bulk_ready(100.0) == 120
    assert pacing.answer_ready(100.0) == 120
    assert pacing.chat_ready("g9", group=True, bulk=False) == 120
    pacing.delivered("g9", 120.0)
    assert not pacing.doubtful


def test_what_gets_through_between_refusals_acquits_the_whole_bot() -> None:
    pacing = Pacing()
    for number in range(10):
        pacing.refused(f"g{number}", 100.0, 30)
        pacing.delivered(f"g{number}", 100.0)
    assert pacing.bulk_ready(100.0) <= 100


def test_a_platform_may_say_that_the_whole_bot_is_meant() -> None:
    pacing = Pacing()
    pacing.refused("g1", 100.0, 4, whole_bot=True)
    assert pacing.doubtful
    assert pacing.chat_ready("g2", group=True, bulk=True) == 104


def test_chats_long_silent_are_forgotten_but_not_their_pauses() -> None:
    pacing = Pacing(Limits(chat_gap=0))
    pacing.refused("paused", 100.0, 10**6)
    for number in range(5000):
        pacing.take(f"g{number}", 100.0 + number, bulk=True)
    assert len(pacing._chats) < 1100  # pyright: ignore[reportPrivateUsage]
    assert pacing.chat_ready("paused", group=True, bulk=True) > 10**6
