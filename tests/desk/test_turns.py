"""Nobody waits for somebody else's question: what each costs the event loop, with ten thousand tasks."""

import time
from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.desk.cast import Talk, incoming, report
from tests.reports.boards import large_plan

ASKED = ("/target gdp", "/section 1", "/late", "/mine", "/find 投资", "/digest", "/due", "/task 1.1.99", "/department")
MOST = 0.05  # seconds of the loop's own processor time, so that other programs on the machine do not count


@pytest.fixture(scope="module")
def talk() -> Talk:
    """Sit down once: to read ten thousand tasks in takes longer than to ask about them."""
    return Talk(large_plan(10_000))


async def turn(talk: Talk, words: str) -> float:
    """Say how long a question kept the loop."""
    began = time.thread_time()
    await talk.desk.handle(incoming("office", "office", words))
    return time.thread_time() - began


async def test_no_question_keeps_the_event_loop_for_long(talk: Talk) -> None:
    await talk.seated()
    for words in ASKED:
        await turn(talk, words)  # templates are compiled once, and kept on disk
        assert min([await turn(talk, words) for _ in range(5)]) < MOST, words


async def test_neither_a_report_nor_a_new_day_makes_the_next_question_slow(talk: Talk) -> None:
    spent: list[float] = []
    for number in range(3):
        await talk.recorded(report("1.1.5", f"已完成{number}%", number, percent=float(number)))
        spent.append(await turn(talk, "/target gdp"))
    assert min(spent) < MOST
    talk.clock.at = NOW + timedelta(days=1)
    assert await turn(talk, "/target gdp") < MOST * 2
