"""What every engine must do, run on each of them."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.errors import StoreError
from bot.notices.model import Said
from bot.people.model import Invitation, Person, Question, Role, Room
from bot.plan.model import Amendment, Plan
from bot.progress.model import Evidence, Lamp, LampChange, Reason, State
from bot.progress.standing import summarise
from bot.stores.base import AuditEntry, OutboxRow, OutboxState, Received, Store, Transaction
from bot.supervision.model import Matter, MatterKind, MatterState, answered
from bot.texts.message import Button, File, Message
from tests.conftest import NOW, SHANGHAI
from tests.stores.conftest import Restart, at, report

HOUR = timedelta(hours=1)


async def do(store: Store, *steps: tuple[Any, ...]) -> list[Any]:
    """Run (method name, arguments …) steps in one transaction; return what each returned."""

    def work(tx: Transaction) -> list[Any]:
        return [getattr(tx, str(name))(*arguments) for name, *arguments in steps]

    return await store.write(work)


async def ask(store: Store, name: str, *arguments: object) -> Any:
    return await store.read(lambda reader: getattr(reader, name)(*arguments))


# What is hot


ROOM = Room("hall", "telegram:-100123", "商务局群", departments=("drc",), language="en", bound_at=NOW, hears_all=True)
PERSON = Person("telegram:7", "李四", Role.LEAD, ("drc", "hr"), "private-7")
INVITATION = Invitation("ABCD2345", "drc", "telegram:1", NOW, NOW + 24 * HOUR)
QUESTION = Question(
    "q1",
    "hall",
    "telegram:7",
    "which_task",
    ("1.1.1", "1.1.2"),
    {"text": "完成60%", "n": [1, 2]},
    NOW,
    NOW + HOUR,
    ("9",),
)
MATTER = Matter(
    "m1",
    MatterKind.EXTENSION,
    "1.1.2",
    NOW,
    "征求意见延后",
    department="drc",
    person="telegram:5",
    before=date(2023, 9, 28),
    wanted=date(2023, 11, 30),
)
LAMP = LampChange("1.1.1", NOW, None, Lamp.RED, Reason("overdue", {"due": date(2023, 6, 30), "days": 5}))

HOT = [
    ("rooms", "put_room", "hall", ROOM, replace(ROOM, address="telegram:-200", gone="kicked", departments=())),
    ("people", "put_person", "telegram:7", PERSON, replace(PERSON, role=Role.GUEST, departments=())),
    ("invitations", "put_invitation", "ABCD2345", INVITATION, replace(INVITATION, used_by="telegram:7")),
    ("questions", "put_question", "q1", QUESTION, replace(QUESTION, message_ids=("9", "10"))),
    (
        "matters",
        "put_matter",
        "m1",
        MATTER,
        answered(MATTER, MatterState.GRANTED, "telegram:1", "王督办", at(9), "同意"),
    ),
    ("lamps", "light", "1.1.1", LAMP, LampChange("1.1.1", at(5), Lamp.RED, Lamp.DONE, Reason("done"))),
]


@pytest.mark.parametrize(("mapping", "method", "key", "first", "second"), HOT, ids=[row[0] for row in HOT])
async def test_what_is_hot_is_in_the_view_at_once_and_after_a_restart(
    store: Store, restart: Restart, mapping: str, method: str, key: str, first: object, second: object
) -> None:
    await do(store, (method, first))
    assert getattr(store.view, mapping) == {key: first}
    await do(store, (method, second))
    assert getattr(store.view, mapping) == {key: second}
    assert getattr((await restart()).view, mapping) == {key: second}


SETTINGS = {
    "clock offset": 86_400,
    "started": datetime(2023, 7, 3, 8, 50, tzinfo=SHANGHAI),
    "opened on": date(2023, 7, 3),
    "nothing": None,
    "nested": {"$date": "no mark but a key", "list": [1, {"day": date(2023, 1, 1)}]},
}


async def test_settings_keep_their_types(store: Store, restart: Restart) -> None:
    await do(store, *(("put_setting", name, value) for name, value in SETTINGS.items()))
    assert store.view.settings == SETTINGS
    assert (await restart()).view.settings == SETTINGS


async def test_a_question_answered_is_gone(store: Store, restart: Restart) -> None:
    await do(store, ("put_question", QUESTION))
    await do(store, ("drop_question", "q1"), ("drop_question", "never asked"))
    assert store.view.questions == {}
    assert (await restart()).view.questions == {}


async def test_an_older_view_stays_as_it_was(store: Store) -> None:
    before = store.view
    await do(store, ("put_room", ROOM), ("record", report()))
    assert (dict(before.rooms), dict(before.summaries)) == ({}, {})
    assert store.view.version > before.version


async def test_a_transaction_sees_its_own_changes_and_those_of_the_one_before(store: Store) -> None:
    """Two people use the same invitation at the same moment: one of them gets it."""

    def use(who: str) -> Awaitable[bool]:
        def work(tx: Transaction) -> bool:
            if tx.view.invitations["ABCD2345"].used_by:
                return False
            tx.put_invitation(replace(INVITATION, used_by=who))
            return tx.view.invitations["ABCD2345"].used_by == who

        return store.write(work)

    await do(store, ("put_invitation", INVITATION))
    assert await asyncio.gather(use("a"), use("b")) == [True, False]


# The plan and its corrections


AMENDMENTS = [
    Amendment("jobs", "value", "30000", "telegram:1", date(2023, 7, 1)),
    Amendment("jobs", "value", "32000", "telegram:1", date(2023, 7, 2)),
]


async def test_amendments_apply_replace_one_another_and_survive_a_reload(
    store: Store, restart: Restart, plan: Plan
) -> None:
    await do(store, *(("amend", amendment) for amendment in AMENDMENTS))
    assert store.view.amendments == (AMENDMENTS[1],)
    assert store.view.plan.target_by_id["jobs"].measure.value == 32000
    await do(store, ("load_plan", replace(plan, title="改了标题")))
    assert (store.view.plan.title, store.view.plan.target_by_id["jobs"].measure.value) == ("改了标题", 32000)
    assert (await restart()).view.plan.target_by_id["jobs"].measure.value == 32000


async def test_the_plan_of_another_year_is_refused(store: Store, plan: Plan) -> None:
    with pytest.raises(StoreError, match="belongs to the plan"):
        await do(store, ("load_plan", replace(plan, id="small-2024")))
    assert store.view.plan.id == plan.id


# Reports


FULL = replace(
    report(3, 55.5, value=21.5, state=State.IN_PROGRESS, text="已完成21.5亿元\x00\ud800😀 \"'--"),
    person="telegram:7",
    person_name="李四",
    department="drc",
    room="hall",
    milestone=date(2023, 6, 30),
    evidence=(Evidence("photo", "abc"), Evidence("document", "def", "进展.xlsx")),
    invented=True,
    late=False,
    marks=("backwards",),
)


async def test_a_report_comes_back_as_it_was_recorded(store: Store, restart: Restart) -> None:
    [kept] = await do(store, ("record", FULL))
    assert kept == replace(FULL, id=kept.id)
    store = await restart()
    assert await ask(store, "updates", "1.1.1") == [kept]
    assert await ask(store, "update", kept.id) == kept
    assert await ask(store, "updates_since", NOW) == [kept]
    assert await ask(store, "updates_of_message", FULL.message) == [kept]
    assert store.view.summaries["1.1.1"] == summarise("1.1.1", [kept])


async def test_the_same_report_is_recorded_once(store: Store, restart: Restart) -> None:
    first = await do(store, ("record", report()), ("record", report()))
    again = await do(await restart(), ("record", report()))
    assert (first[1], again) == (None, [None])


async def test_history_is_paged_newest_first(store: Store) -> None:
    await do(store, *(("record", report(n, n)) for n in range(1, 6)))
    first = await ask(store, "updates", "1.1.1", 2)
    rest = await ask(store, "updates", "1.1.1", 10, first[-1].id)
    assert [u.reading.percent for u in [*first, *rest]] == [5, 4, 3, 2, 1]
    assert await ask(store, "updates", "2.1.1") == []
    assert await ask(store, "update", 99) is None


async def test_ids_grow(store: Store, restart: Restart) -> None:
    [first] = await do(store, ("record", report(1)))
    [second] = await do(await restart(), ("record", report(2)))
    assert first.id < second.id


# Each row: what happens (reports, or the position of one to withdraw), then percent, number of reports that count.
STORIES = {
    "the newest figure holds": ([report(1, 40), report(2, 50, minute=5)], 50, 2),
    "a report that comes late takes its place": ([report(1, 50, minute=9), report(2, 40, minute=5)], 50, 2),
    "an edit supersedes": ([report(1, 40), report(1, 45, minute=1, edited=7)], 45, 1),
    "an older edit that comes after a newer one": (
        [report(1, 45, edited=9, minute=2), report(1, 40, edited=7, minute=3)],
        45,
        1,
    ),
    "an edit stands where its message stood": (
        [report(1, 40), report(2, 60, minute=5), report(1, 45, minute=9, edited=7)],
        60,
        2,
    ),
    "a report withdrawn": ([report(1, 40), report(2, 50, minute=5), 1], 40, 1),
    "withdrawn twice": ([report(1, 40), report(2, 50, minute=5), 1, 1], 40, 1),
    "the older text does not come back with the edit withdrawn": ([report(1, 40), report(1, 45, edited=7), 1], None, 0),
    "withdrawn, then reported again": ([report(1, 40), 0, report(2, 30, minute=5)], 30, 1),
    "a superseded report withdrawn changes nothing": ([report(1, 40), report(1, 45, minute=1, edited=7), 0], 45, 1),
}


@pytest.mark.parametrize(("story", "percent", "count"), STORIES.values(), ids=STORIES)
async def test_a_summary_adds_up_what_counts(
    store: Store, restart: Restart, story: list[object], percent: float | None, count: int
) -> None:
    recorded: list[int] = []
    for step in story:
        if isinstance(step, int):
            await do(store, ("retract", recorded[step]))
        else:
            [kept] = await do(store, ("record", step))
            recorded.append(kept.id)
    for when in ("at once", "after a restart"):
        opened = store if when == "at once" else await restart()
        summary = opened.view.summaries["1.1.1"]
        assert (summary.percent, summary.reports) == (percent, count)
        counting = await ask(opened, "updates_since", at(-999))
        assert len(counting) == count


async def test_withdrawing_says_what_was_withdrawn_once(store: Store) -> None:
    [kept] = await do(store, ("record", report(1, 40)))
    answers = await do(store, ("retract", kept.id), ("retract", kept.id), ("retract", 99))
    assert answers == [replace(kept, retracted=True), None, None]
    [shown] = await ask(store, "updates", "1.1.1")
    assert shown.retracted


async def test_what_stands_behind_a_report_is_kept_beside_it(store: Store, restart: Restart) -> None:
    photo = Evidence("photo", "p1", "现场.jpg")
    [kept] = await do(store, ("record", replace(report(1, 40), evidence=(photo,))))
    known = (replace(photo, size=3, sha256="ab"),)
    answers = await do(store, ("attest", kept.id, known), ("attest", 99, known))
    assert answers == [replace(kept, evidence=known), None]
    for when in ("at once", "after a restart"):
        opened = store if when == "at once" else await restart()
        [shown] = await ask(opened, "updates", "1.1.1")
        assert shown == replace(kept, evidence=known)
        assert opened.view.summaries["1.1.1"].last == shown
        assert opened.view.summaries["1.1.1"].percent == 40


async def test_an_edit_that_no_longer_names_a_task_withdraws_what_was_read_for_it(store: Store) -> None:
    await do(store, ("record", report(1, 60, subject="1.1.1")), ("record", report(1, 100, subject="2.1.1")))
    await do(store, ("record", report(1, 65, subject="1.1.1", minute=1, edited=7)))
    assert (store.view.summaries["1.1.1"].percent, store.view.summaries["2.1.1"].percent) == (65, None)
    of_message = await ask(store, "updates_of_message", "telegram:-7:1")
    assert [(u.edited, u.reading.percent) for u in of_message] == [(7, 65), (0, 100), (0, 60)]


async def test_reports_without_a_message_do_not_supersede_each_other(store: Store) -> None:
    by_command = [replace(report(n, n * 10, edited=n), message="") for n in (1, 2)]
    await do(store, *(("record", update) for update in by_command))
    assert store.view.summaries["1.1.1"].reports == 2
    assert await ask(store, "updates_of_message", "") == []


async def test_recent_reports_are_listed_in_the_order_they_were_made(store: Store) -> None:
    await do(store, ("record", report(1, 10, minute=9)), ("record", report(2, 20, minute=3, subject="2.1.1")))
    await do(store, ("record", report(3, 30, minute=-5)))
    recent = await ask(store, "updates_since", NOW)
    assert [update.reading.percent for update in recent] == [20, 10]


# Nothing half done


async def test_what_raises_changes_nothing_and_the_next_goes_on(store: Store, restart: Restart) -> None:
    def faulty(tx: Transaction) -> None:
        tx.put_room(ROOM)
        tx.record(report(1, 40))
        tx.queue(NOTICE, [SAID])
        raise ZeroDivisionError

    outcomes = await asyncio.gather(
        do(store, ("record", report(2, 50))),
        store.write(faulty),
        do(store, ("record", report(3, 60, minute=1))),
        return_exceptions=True,
    )
    assert isinstance(outcomes[1], ZeroDivisionError)
    for when in ("at once", "after a restart"):
        opened = store if when == "at once" else await restart()
        assert dict(opened.view.rooms) == {}
        assert opened.view.summaries["1.1.1"].percent == 60
        assert len(await ask(opened, "updates", "1.1.1")) == 2
        assert await ask(opened, "outbox_open") == []
        assert await ask(opened, "said", date(2023, 1, 1)) == frozenset()


async def test_one_state_throughout_a_reading(store: Store) -> None:
    """What is written while a reading runs shows to the next reading, not in the middle of this one."""
    await do(store, ("record", report(1, 40)))
    counts = await store.read(lambda reader: [reader.counts()["updates"], len(reader.updates("1.1.1"))])
    assert counts == [1, 1]


# Inbox


def received(number: int, **raw: object) -> Received:
    return Received(f"telegram:{number}", "telegram:-7", {"update_id": number, **raw}, at(number))


ODD = {"text": "\ud800\x00 𠮷", "deep": {"a": [None, True, 1.5, {"$date": "x"}]}, "big": 10**30}


async def test_what_came_in_waits_in_its_order_until_handled(store: Store, restart: Restart) -> None:
    assert await do(store, ("receive", [received(1, **ODD), received(2), received(3)])) == [3]
    store = await restart()
    assert await ask(store, "waiting") == [received(1, **ODD), received(2), received(3)]
    await do(store, ("handled", "telegram:1"), ("put_aside", "telegram:2", "KeyError: 'chat'"))
    assert await ask(store, "waiting") == [received(3)]
    assert await ask(store, "set_aside") == [(received(2), "KeyError: 'chat'")]
    counts = await ask(store, "counts")
    assert counts == {"updates": 0, "inbox_waiting": 1, "inbox_set_aside": 1, "outbox_open": 0}


async def test_the_last_message_of_a_room_is_the_largest_number(store: Store, restart: Restart) -> None:
    await do(store, ("sent", "hall", ["9", "10"], ["1.1.1"]), ("sent", "other", ["88"], ["1.1.1"]))
    store = await restart()
    assert [await ask(store, "last_sent", room) for room in ("hall", "other", "empty")] == [10, 88, 0]


async def test_what_was_handled_lately_is_known_by_its_keys(store: Store, restart: Restart) -> None:
    await do(store, ("receive", [received(n) for n in range(1, 5)]))
    await do(store, ("handled", "telegram:1"), ("handled", "telegram:3"), ("put_aside", "telegram:2", "KeyError"))
    store = await restart()
    assert await ask(store, "handled_since", at(0)) == ["telegram:1", "telegram:2", "telegram:3"]
    assert await ask(store, "handled_since", at(2)) == ["telegram:2", "telegram:3"]


async def test_an_update_delivered_again_is_known_also_when_handled(store: Store, restart: Restart) -> None:
    await do(store, ("receive", [received(1)]), ("handled", "telegram:1"))
    assert await do(await restart(), ("receive", [received(1), received(2), received(2)])) == [1]


# Outbox


MESSAGE = Message(
    "<b>提醒</b>",
    ("1.1.1 <i>项目</i>", "\n2.1.1"),
    "回复本消息即可",
    ((Button("查看", "/task 1.1.1"), Button("计划", url="https://plan.example")),),
    (File("图.png", b"\x89PNG\x00\xff", "photo"), File("周报.png", kind="photo", drawing="<svg>图</svg>")),
)
NOTICE = OutboxRow("reminder:2023-07-05:hall", "hall", "reminder", 0, MESSAGE, ("1.1.1", "2.1.1"), NOW)
SAID = Said("1.1.1", "-7", date(2023, 6, 30), "drc")


async def test_a_notice_is_queued_once_and_its_items_count_as_said(store: Store, restart: Restart) -> None:
    other = Said("2.1.1", "0", date(2023, 7, 5), "office")
    assert await do(store, ("queue", NOTICE, [SAID])) == [True]
    assert await do(await restart(), ("queue", NOTICE, [SAID, other])) == [False]
    store = await restart()
    assert await ask(store, "outbox", NOTICE.key) == NOTICE
    assert await ask(store, "outbox", "digest:2023-07-03:hall") is None
    assert await ask(store, "said", date(2023, 6, 30)) == {SAID}
    assert await ask(store, "said", date(2023, 7, 1)) == frozenset()


async def test_open_notices_come_by_priority_then_as_queued(store: Store, restart: Restart) -> None:
    rows = [
        replace(NOTICE, key=key, priority=priority) for key, priority in (("d1", 1), ("r1", 0), ("d2", 1), ("r2", 0))
    ]
    await do(store, *(("queue", row, []) for row in rows))
    sending = replace(rows[0], state=OutboxState.SENDING, attempts=1)
    sent = replace(rows[1], state=OutboxState.SENT, message_ids=("41", "42"), sent_at=at(1))
    failed = replace(rows[2], state=OutboxState.FAILED, why="kicked", attempts=3)
    await do(store, *(("outbox_changed", row) for row in (sending, sent, failed, replace(NOTICE, key="never queued"))))
    store = await restart()
    assert await ask(store, "outbox_open") == [rows[3], sending]
    assert [await ask(store, "outbox", row.key) for row in rows] == [sending, sent, failed, rows[3]]
    assert await ask(store, "outbox", "never queued") is None


async def test_a_reply_finds_what_the_message_was_about(store: Store, restart: Restart) -> None:
    await do(store, ("sent", "hall", ["41", "42"], ["2.1.1", "1.1.1"]), ("sent", "other", ["41"], []))
    await do(store, ("sent", "hall", ["42"], ["gdp"]))
    store = await restart()
    places = [("hall", "41"), ("hall", "42"), ("other", "41"), ("hall", "43")]
    assert [await ask(store, "subjects_of", *place) for place in places] == [("2.1.1", "1.1.1"), ("gdp",), (), ()]


# What is kept for later questions


async def test_lamp_changes_keep_their_reason_and_order(store: Store, restart: Restart) -> None:
    later = LampChange("1.1.1", at(9), Lamp.RED, Lamp.GREEN, Reason("on_track", {"points": -1.5}))
    other = LampChange("2.1.1", at(5), None, Lamp.GREY, Reason("never"))
    await do(store, ("light", LAMP), ("light", later), ("light", other))
    store = await restart()
    assert await ask(store, "lamp_changes", NOW) == [LAMP, other, later]
    assert await ask(store, "lamp_changes", at(6)) == [later]
    assert store.view.lamps == {"1.1.1": later, "2.1.1": other}


async def test_the_audit_is_newest_first(store: Store, restart: Restart) -> None:
    entries = [AuditEntry(at(n), "telegram:1", "reschedule", f"1.1.{n}", "2023-12-31", "", "m") for n in (1, 2, 3)]
    await do(store, *(("note", entry) for entry in entries))
    store = await restart()
    assert await ask(store, "audit") == entries[::-1]
    assert await ask(store, "audit", None, 1) == entries[2:]
    assert await ask(store, "audit", "1.1.2") == [entries[1]]


async def test_a_digest_is_kept_for_the_next_week(store: Store, restart: Restart) -> None:
    figures = {"done": 3, "week": date(2023, 7, 3), "shares": [1.5, None]}
    await do(store, ("put_digest", "2023-27:office", {"done": 1}), ("put_digest", "2023-27:office", figures))
    store = await restart()
    assert await ask(store, "digest", "2023-27:office") == figures
    assert await ask(store, "digest", "2023-28:office") is None


async def test_archived_reports_are_still_history(store: Store, restart: Restart) -> None:
    await do(store, *(("record", report(n, n * 10, minute=n)) for n in range(1, 6)))
    before = await ask(store, "updates", "1.1.1")
    assert await store.archive(at(4)) == 3
    assert await store.archive(at(4)) == 0
    store = await restart()
    assert await ask(store, "updates", "1.1.1") == before
    assert await ask(store, "updates", "1.1.1", 2, 5) == before[1:3]
    assert await ask(store, "update", 2) == before[3]
    assert (await ask(store, "counts"))["updates"] == 5
    assert await do(store, ("record", report(1, 10, minute=1))) == [None]
    await do(store, ("retract", 5), ("retract", 4), ("retract", 3))
    assert store.view.summaries["1.1.1"].percent == 20
    assert [u.retracted for u in await ask(store, "updates", "1.1.1")] == [True] * 3 + [False] * 2


async def test_an_engine_in_good_health_has_nothing_to_report(store: Store) -> None:
    await do(store, ("record", report()), ("put_room", ROOM), ("receive", [received(1)]), ("queue", NOTICE, [SAID]))
    assert await store.examine() == ()
    assert store.damage == ()
