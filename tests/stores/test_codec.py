"""What is written reads back the same, and small."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chats.base import Incoming
from bot.people.model import Person, Question, Room
from bot.plan.model import Plan, Target, Task
from bot.progress.model import Lamp, LampChange, Reading, Reason, State, StatusUpdate, Summary
from bot.stores.base import OutboxRow
from bot.stores.tinydb.codec import decode, dumps, encode, free, freed
from bot.texts.message import Message
from tests.conftest import NOW, SHANGHAI, small_plan
from tests.stores.conftest import report

# Two halves side by side are one character to JSON, so only lone ones are typed here.
PAIR = re.compile("[\ud800-\udbff]+(?=[\udc00-\udfff])")
anything = (st.text(st.characters(codec=None)) | st.text(st.sampled_from("\ud800\udfff\x00\"'\\😀进展"))).map(
    lambda text: PAIR.sub("", text)
)
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15)
instants = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001 - before 1992 Shanghai had hours that came twice, and Python calls those unequal
    timezones=st.sampled_from([SHANGHAI, timezone.utc, timezone(timedelta(hours=-3, minutes=-30))]),  # noqa: UP017
)
readings = st.builds(Reading, percent=st.none() | numbers, value=st.none() | numbers, blocker_text=st.none() | anything)
updates = st.builds(StatusUpdate, at=instants, text=anything, reading=readings)
maybe_updates, maybe_instants = st.none() | updates, st.none() | instants
leaves = st.none() | st.booleans() | numbers | anything | st.dates() | instants
frees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["$date", "$at", "$plain", "a", "文"]), inner, max_size=3)
    ),
    max_leaves=8,
)
mappings = st.dictionaries(anything, frees, max_size=3)

STORED = st.one_of(
    updates,
    st.builds(
        Summary,
        last=maybe_updates,
        figure=maybe_updates,
        late=maybe_updates,
        value=st.none() | numbers,
        percent=st.none() | numbers,
        state_at=maybe_instants,
        done_at=maybe_instants,
        values=st.lists(st.tuples(st.dates(), numbers), max_size=3).map(tuple),
    ),
    st.builds(LampChange, at=instants, why=st.builds(Reason, values=mappings)),
    st.builds(Question, at=instants, expires=instants, payload=mappings),
    st.builds(Room, bound_at=maybe_instants, title=anything),
    st.builds(Person, name=anything),
    st.builds(OutboxRow, queued_at=instants, sent_at=maybe_instants, message=st.from_type(Message)),
)


def there_and_back(value: Any) -> Any:
    text = dumps(encode(value))
    text.encode("utf-8")  # whatever a person typed, the file takes it
    return decode(type(value), json.loads(text))


@settings(deadline=None, max_examples=200)
@given(STORED)
def test_what_is_stored_reads_back_the_same(value: object) -> None:
    assert there_and_back(value) == value


@settings(deadline=None)
@given(frees)
def test_free_values_keep_dates_and_whatever_looks_like_their_marks(value: object) -> None:
    assert freed(json.loads(dumps(free(value)))) == value


def test_a_plan_reads_back_the_same() -> None:
    plan = small_plan()
    shares = replace(plan.targets[0], baseline_share={3: 0.22, 6: 0.47})
    assert there_and_back(replace(plan, targets=(shares,))) == replace(plan, targets=(shares,))


def test_times_keep_the_offset_they_were_written_with() -> None:
    assert there_and_back(report()).at.utcoffset() == NOW.utcoffset()


def test_an_ordinary_report_is_small() -> None:
    ordinary = replace(
        report(4711, 55.5, value=21.5, state=State.IN_PROGRESS, text="已完成21.5亿元，9月底前全部完成"),
        person="telegram:123456789",
        person_name="李四",
        department="drc",
        room="r17",
    )
    assert len(dumps(encode(ordinary)).encode()) <= 400


@dataclass(frozen=True)
class First:
    name: str


@dataclass(frozen=True)
class Later:
    name: str
    note: str = "—"


def test_a_field_added_later_takes_its_default_in_older_rows() -> None:
    assert decode(Later, encode(First("a"))) == Later("a")


@dataclass(frozen=True)
class Odd:
    value: object


BAD = [{1, 2}, object(), float("nan"), float("inf"), {"deep": [set()]}, b"bytes", 1j]


@pytest.mark.parametrize("value", BAD, ids=lambda value: type(value).__name__)
def test_what_is_no_json_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        dumps(encode(Odd(value)))


def test_a_declared_type_without_a_way_to_store_it_is_refused() -> None:
    @dataclass(frozen=True)
    class Unknown:
        value: complex

    with pytest.raises(TypeError, match="complex"):
        encode(Unknown(1j))


@pytest.mark.parametrize("kind", [Task, Target, Plan, Incoming, StatusUpdate, Summary, OutboxRow])
def test_a_document_that_lacks_what_it_must_have_is_refused(kind: type[Any]) -> None:
    with pytest.raises(TypeError):
        decode(kind, {})


def test_enumerations_come_back_as_themselves() -> None:
    change = LampChange("1.1.1", datetime(2023, 7, 5, tzinfo=SHANGHAI), None, Lamp.RED, Reason("x", {"d": date.max}))
    assert there_and_back(change).after is Lamp.RED
