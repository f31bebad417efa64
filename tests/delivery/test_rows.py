"""Which notice goes next."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.rows import Rows
from bot.stores.base import OutboxRow
from bot.texts.message import Message
from tests.conftest import NOW


def row(key: str, room: str, priority: int = 0) -> OutboxRow:
    return OutboxRow(key, room, "reminder", priority, Message(key), (), NOW)


def rows(*given: OutboxRow) -> Rows:
    waiting = Rows()
    for one in given:
        assert waiting.add(one)
    return waiting


def taken(waiting: Rows, now: float = 0.0) -> list[str]:
    """Take what can go now, each done at once, and its room ready again at once."""
    keys: list[str] = []
    while (one := waiting.take(now)) is not None:
        keys.append(one.key)
        waiting.done(one, now)
    return keys


def test_the_more_urgent_goes_first_then_the_older() -> None:
    waiting = rows(row("digest1", "a", 1), row("digest2", "b", 1), row("reminder1", "c"), row("reminder2", "d"))
    assert taken(waiting) == ["reminder1", "reminder2", "digest1", "digest2"]


def test_within_a_room_too() -> None:
    assert taken(rows(row("digest", "a", 1), row("late", "a", 1), row("reminder", "a"))) == [
        "reminder",
        "digest",
        "late",
    ]


def test_a_room_has_one_row_out_at_a_time() -> None:
    waiting = rows(row("1", "a"), row("2", "a"), row("3", "b"))
    first = waiting.take(0)
    assert first is not None
    assert [one.key for one in (waiting.take(0),) if one] == ["3"]
    assert waiting.take(0) is None
    waiting.done(first, at=5)
    assert (waiting.take(4.9), waiting.next_at()) == (None, 5)
    assert [one.key for one in (waiting.take(5),) if one] == ["2"]


def test_a_row_put_back_stays_before_what_came_later_even_if_that_is_urgent() -> None:
    waiting = rows(row("digest", "a", 1))
    begun = waiting.take(0)
    assert begun is not None
    waiting.add(row("reminder", "a", 0))
    waiting.put_back(replace(begun, message_ids=("m1",)), at=1)
    assert taken(waiting, 1) == ["digest", "reminder"]


def test_a_key_is_taken_in_once() -> None:
    waiting = rows(row("1", "a"))
    assert not waiting.add(row("1", "a"))
    assert taken(waiting) == ["1"]
    assert waiting.add(row("1", "a"))


def test_a_held_room_keeps_its_rows_until_released() -> None:
    waiting = rows(row("1", "a"), row("2", "a"), row("3", "b"))
    out = waiting.take(0)
    assert out is not None
    waiting.put_back(out, at=0)
    waiting.hold("a")
    waiting.add(row("4", "a"))
    assert taken(waiting) == ["3"]
    assert (len(waiting), waiting.moving, waiting.held_rooms) == (3, 0, ["a"])
    waiting.release("a")
    assert taken(waiting) == ["1", "2", "4"]
    assert len(waiting) == 0


def test_what_is_on_its_way_counts_as_moving() -> None:
    waiting = rows(row("1", "a"), row("2", "b"))
    out = waiting.take(0)
    assert out is not None
    waiting.hold(out.room)
    assert (len(waiting), waiting.moving) == (2, 2)
    waiting.done(out, 0)
    assert (len(waiting), waiting.moving) == (1, 1)
    assert {one.key for one in waiting.all()} == {"2"}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "take", "back", "done", "hold", "release", "later"]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=80,
)


@given(STEPS)
def test_whatever_happens_no_row_is_lost_or_doubled(steps: list[tuple[str, int, int]]) -> None:
    waiting, out, now, added, done = Rows(), list[OutboxRow](), 0.0, 0, list[str]()
    for what, number, priority in steps:
        room = f"r{number}"
        if what == "add":
            added += 1
            waiting.add(row(f"k{added}", room, priority))
        elif what == "take" and (one := waiting.take(now)):
            assert one.room not in {other.room for other in out}
            assert one.room not in waiting.held_rooms
            out.append(one)
        elif what == "back" and out:
            waiting.put_back(out.pop(number % len(out)), now + priority)
        elif what == "done" and out:
            finished = out.pop(number % len(out))
            done.append(finished.key)
            waiting.done(finished, now + priority)
        elif what in ("hold", "release") and room in {one.room for one in waiting.all()}:
            getattr(waiting, what)(room)
        elif what == "later":
            now += 1
        assert len(waiting) == added - len(done)
    for one in out:
        waiting.put_back(one, now)
    for room in waiting.held_rooms:
        waiting.release(room)
    rest = taken(waiting, now + 10)
    assert sorted(rest + done) == sorted(f"k{number + 1}" for number in range(added))
    assert len(waiting) == 0
    assert waiting.next_at() is None
