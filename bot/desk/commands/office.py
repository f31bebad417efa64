"""The clerk corrects what the plan does not state: /assign, /reschedule, /set; amendments over the plan's files."""

from collections.abc import Sequence
from typing import Any

from bot.desk.base import Answer, Ask, Elsewhere, Tools
from bot.desk.commands.reporting import subjects_meant
from bot.desk.days import day_meant
from bot.desk.hearers import department_rooms
from bot.desk.recording import relight
from bot.errors import Refused
from bot.language.normal import one_for_one
from bot.language.numbers import NUMBER, number
from bot.language.patterns import compiled_later
from bot.plan.model import Amendment, Basis, Target, Task
from bot.stores.base import AuditEntry, Transaction

SAID_BACK = 20  # characters of a person's words repeated in an answer
_AMOUNT = compiled_later(rf"([+-]?)({NUMBER})(\D*)")
_SCALE = compiled_later(r"(?<=\d)\s+(?=[百千万亿])")


async def assign(ask: Ask, tools: Tools) -> list[Answer]:
    """Give a task or target another lead department."""
    subject, words = _subject_and_words(ask, tools, "assign")
    found = ask.index.department(words)
    if found.exact is None:
        raise _refused(ask, tools, "department", words, near=[*found.candidates, *found.suggestions])
    before, after = subject.lead.department, found.exact.id
    if before == after:
        raise _refused(ask, tools, "same", words, subject)
    await _amend(ask, tools, Amendment(subject.id, "lead", after, ask.person.name, ask.now.date()), before)
    return [_changed(ask, tools, subject, "lead", before=before, after=after, told=(before, after))]


async def reschedule(ask: Ask, tools: Tools) -> list[Answer]:
    """Give a task another due date; the original stays visible."""
    subject, words = _subject_and_words(ask, tools, "reschedule")
    if isinstance(subject, Target):
        raise _refused(ask, tools, "no_due", words, subject)
    day = day_meant(words, ask.now.date(), ask.view.plan.year)
    if day is None:
        raise _refused(ask, tools, "date", words, subject)
    last = max((milestone.date for milestone in subject.milestones), default=ask.view.plan.start)
    if not last < day <= ask.view.plan.end:
        raise _refused(ask, tools, "range", words, subject, near=[last])
    if day == subject.due.date:
        raise _refused(ask, tools, "same", words, subject)
    before, told = subject.due.date, (subject.lead.department,)
    amendment = Amendment(subject.id, "due", day.isoformat(), ask.person.name, ask.now.date())
    await _amend(ask, tools, amendment, before.isoformat())
    return [_changed(ask, tools, subject, "due", before=before, after=day, told=told)]


async def set_target(ask: Ask, tools: Tools) -> list[Answer]:
    """Enter the number a higher level has set for a target that has none of its own in the plan."""
    name, _, words = ask.words.partition(" ")
    target = _target_meant(ask, name)
    if target is None:
        raise _refused(ask, tools, "target", name)
    if target.basis is Basis.SOURCE and target.measure.value is not None:
        raise _refused(ask, tools, "fixed", name, target)
    value, note = number_and_note(words, target.measure.unit)
    if value is None:
        raise _refused(ask, tools, "number", words, target)
    before = target.measure.value
    amendment = Amendment(target.id, "value", repr(value), ask.person.name, ask.now.date())
    await _amend(ask, tools, amendment, "" if before is None else repr(before), note)
    return [_changed(ask, tools, target, "value", before=before, after=value, note=note)]


def number_and_note(words: str, unit: str) -> tuple[float | None, str]:
    """Read "28000" or "2.8万人 市人社局下达": the number in the target's unit, and the note; None in another unit."""
    first, _, note = _SCALE.sub("", one_for_one(words).strip()).partition(" ")
    match = _AMOUNT.fullmatch(first)
    if match is None or match[3] not in ("", unit):
        return None, ""
    value = number(match[2])
    return (-value if value is not None and match[1] == "-" else value), note.strip()


def _target_meant(ask: Ask, name: str) -> Target | None:
    meant = [ask.view.plan.target_by_id[s] for s in subjects_meant(ask, name) if s in ask.view.plan.target_by_id]
    return meant[0] if name and len(meant) == 1 else None


def _subject_and_words(ask: Ask, tools: Tools, command: str) -> tuple[Task | Target, str]:
    name, _, words = ask.words.partition(" ")
    meant = subjects_meant(ask, name) if name else ()
    subject = ask.view.plan.subject(meant[0]) if len(meant) == 1 else None
    if subject is None or not words.strip():
        raise _refused(ask, tools, f"{command}_usage" if subject or not name else "task", name, subject)
    return subject, words.strip()


def _refused(
    ask: Ask, tools: Tools, code: str, said: str, subject: Task | Target | None = None, near: Sequence[object] = ()
) -> Refused:
    """Say what is wrong with a correction, what is allowed, and an example."""
    text = tools.texts.lines(
        "office_refused",
        ask.language,
        code=code,
        said=said.strip()[:SAID_BACK],
        subject=subject or next(ask.view.plan.all_tasks()),
        near=near,
        plan=ask.view.plan,
    )
    return Refused(text)


async def _amend(ask: Ask, tools: Tools, amendment: Amendment, before: str, note: str = "") -> None:
    after = f"{amendment.value} {note}".strip()

    def work(change: Transaction) -> None:
        change.amend(amendment)
        about = (amendment.kind, amendment.subject, before, after)
        change.note(AuditEntry(ask.now, ask.person.id, *about, ask.incoming.message))
        relight(change, ask, tools, [amendment.subject])

    await tools.store.write(work)


def _changed(
    ask: Ask, tools: Tools, subject: Task | Target, kind: str, *, told: Sequence[str] = (), **values: Any
) -> Answer:
    """Say old → new (`before`, `after`, a `note`) here, and once in each room of the departments concerned."""
    shown: dict[str, Any] = {
        "note": "",
        "by": ask.person.name,
        **values,
        "subject": subject,
        "kind": kind,
        "plan": ask.view.plan,
    }
    elsewhere = tuple(
        Elsewhere(
            room.id,
            tools.texts.render("amended", room.language or tools.config.bot.language, **shown),
            (subject.id,),
        )
        for room in department_rooms(ask.view, told, besides=ask.room.id)
    )
    return Answer(tools.texts.render("amended", ask.language, **shown), (subject.id,), also=elsewhere)
