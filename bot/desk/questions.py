"""What the bot asked and waits for: made into buttons, stored, answered once, by the one who was asked."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.desk.base import Answer, Ask, Tools
from bot.desk.drafts import Asked, Draft, draft_from
from bot.desk.finding import label
from bot.desk.rows import clipped
from bot.language.normal import normal
from bot.people.model import Question
from bot.progress.model import Evidence, StatusUpdate
from bot.stores.base import Transaction
from bot.supervision.model import Matter
from bot.texts.message import Button

VALID = timedelta(hours=24)
CORRECTION = "correct"
REASON = "reason"
EVIDENCE = "evidence"
NUDGE = "nudge"
STUCK, LATER = "stuck", "later"
SHEET = "sheet"
SWITCH = "switch"
SHORT_LABEL = 10  # characters; rows with a longer label hold one button each
LONGEST_NUMBER = 2  # digits of the number of an option
_NONE = {"无", "没有", "无材料", "没有材料", "none", "no"}
_YES = {"确认", "确认记录", "是", "是的", "对", "yes", "confirm", "record it"}


def question_of(asked: Asked, ask: Ask) -> Question:
    """Make the stored question of what is asked. The same text asked about twice makes the same question."""
    settles = [settles for _, settles in asked.options]
    return _made(asked.kind, asked.draft, ask, tuple(name for name, _ in asked.options), {"settles": settles})


def correction_of(update: StatusUpdate, ask: Ask) -> Question:
    """Ask for the corrected text of a report; the next text of the same person here is the answer."""
    return _made(CORRECTION, Draft("", "", subject=update.subject, replaces=update.id), ask)


def reason_of(matter: Matter, ask: Ask) -> Question:
    """Ask for the reason of a refusal; the next text of the same person here is the answer."""
    draft = Draft("", f"{REASON}:{matter.id}", subject=matter.subject)
    return _made(REASON, draft, ask, more={"matter": matter.id})


def return_of(task: str, report: int, ask: Ask) -> Question:
    """Ask why a task reported done is returned; the next text of the same person here is the answer."""
    return _made(REASON, Draft("", f"{REASON}:{report}", subject=task), ask, more={"returns": report})


def words_for(kind: str, task: str, ask: Ask) -> Question:
    """Ask for words about a task: what it is stuck on (`STUCK`), until when and why it is extended (`LATER`)."""
    return _made(kind, Draft("", f"{kind}:{task}:{ask.incoming.message}", subject=task), ask)


def sheet_of(
    draft: Draft, options: Sequence[tuple[str, Mapping[str, Any] | None]], more: Mapping[str, object], ask: Ask
) -> Question:
    """Ask whether a filled sheet is recorded; the same file of the same message makes the same question."""
    names, settles = tuple(name for name, _ in options), [settled for _, settled in options]
    return _made(SHEET, draft, ask, names, {"settles": settles, **more})


def nudge_of(tasks: Sequence[str], ask: Ask) -> Question:
    """Ask whether the departments that lead these tasks are to be nudged."""
    more = {"settles": [{"confirmed": True}, None], "tasks": list(tasks)}
    return _made(NUDGE, Draft("", f"{NUDGE}:{ask.incoming.key}"), ask, (NUDGE, "let_be"), more)


def switch_of(plan: str, title: str, ask: Ask) -> Question:
    """Ask whether to switch to another plan, named by its folder."""
    more = {"settles": [{"confirmed": True}, None], "plan": plan, "title": title}
    return _made(SWITCH, Draft("", f"{SWITCH}:{ask.incoming.key}"), ask, (SWITCH, "stay"), more)


def _made(
    kind: str, draft: Draft, ask: Ask, options: tuple[str, ...] = (), more: Mapping[str, object] | None = None
) -> Question:
    return Question(
        id=_id(kind, draft, ask),
        room=ask.room.id,
        person=ask.person.id,
        kind=kind,
        options=options,
        payload={"draft": draft.as_payload(), **(more or {})},
        at=ask.now,
        expires=ask.now + VALID,
    )


def _id(kind: str, draft: Draft, ask: Ask) -> str:
    # A correction has no text yet: whoever asks for it gets a question of their own.
    about = (kind, ask.person.id, draft.key, draft.period, draft.means, draft.replaces)
    return hashlib.blake2s(repr(about).encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Chosen:
    """An answered question: the draft with what was settled, None where the matter is dropped."""

    question: Question
    draft: Draft | None


def choose(question: Question, number: int) -> Chosen | None:
    """Take the option with this number, from 0; None where there is none."""
    settles: Any = question.payload.get("settles", [])
    if not 0 <= number < len(settles):
        return None
    settled: Mapping[str, Any] | None = settles[number]
    return Chosen(question, None if settled is None else replace(draft_of(question), **settled))


def draft_of(question: Question) -> Draft:
    """Read the draft a question is about."""
    payload: Any = question.payload["draft"]
    return draft_from(payload)


def is_open(question: Question, now: datetime, key: str = "") -> bool:
    """Whether it still waits for its answer, or was answered by the incoming `key`, which came in a second time."""
    return question.answered in ("", key) and question.expires > now


def is_for(question: Question, ask: Ask) -> bool:
    """Whether the question was put to this person in this room."""
    return question.room == ask.room.id and question.person == ask.person.id


def pending(ask: Ask) -> list[Question]:
    """List what this person was asked in this room and has not answered, or by this very incoming; newest first."""
    mine = [q for q in ask.view.questions.values() if is_for(q, ask) and is_open(q, ask.now, ask.incoming.key)]
    return sorted(mine, key=lambda q: q.at, reverse=True)


def picked(ask: Ask, said: str) -> Chosen | None:
    """Take a few words as the answer to a question with options: the one replied to, else the only one open here."""
    waiting = [q for q in pending(ask) if q.options]
    asked = [q for q in waiting if ask.incoming.reply_to in q.message_ids] or waiting
    if len(asked) != 1:
        return None
    number = _number_of(asked[0], normal(said), spoken_to=ask.room.private or ask.incoming.reply_to_bot)
    return None if number is None else choose(asked[0], number)


def _number_of(question: Question, said: str, *, spoken_to: bool) -> int | None:
    """Say which option a few words name, from 0: its number, the id it stands for, or yes."""
    if said.isdecimal() and len(said) <= LONGEST_NUMBER:
        return int(said) - 1
    if f"subject:{said}" in question.options:
        return question.options.index(f"subject:{said}")
    said_so = {"confirm": _YES, EVIDENCE: _NONE}.get(question.kind, set[str]())
    return 0 if spoken_to and said.lower() in said_so else None


def awaiting(ask: Ask, kind: str) -> Question | None:
    """Find the request for a text or a picture (`CORRECTION`, `REASON`, `EVIDENCE` …) that this message answers.

    A reply to it answers it, in private any words.
    """
    incoming = ask.incoming
    for question in pending(ask):
        answers = incoming.reply_to in question.message_ids if incoming.reply_to else ask.room.private
        if question.kind == kind and answers:
            return question
    return None


def keep(change: Transaction, question: Question) -> None:
    """Store a question; those that expired are swept out."""
    for old in list(change.view.questions.values()):
        if old.expires <= question.at:
            change.drop_question(old.id)
    change.put_question(question)


def close(change: Transaction, question: Question, key: str) -> bool:
    """Mark a question as answered by the incoming `key`; false where another one answered it or it is gone."""
    kept = change.view.questions.get(question.id)
    if kept is None:
        return False
    if not kept.answered:
        change.put_question(replace(kept, answered=key))
    return kept.answered in ("", key)


def overtake(change: Transaction, updates: Iterable[StatusUpdate], reply_to: str) -> None:
    """Drop the open questions that newer reports make idle.

    Those of the same person in the same room about the same subject, about an older text of the same message, or that
    the report was a reply to.
    """
    made = list(updates)
    for question in list(change.view.questions.values()):
        if not question.answered and any(_is_idle(question, update, reply_to) for update in made):
            change.drop_question(question.id)


def _is_idle(question: Question, update: StatusUpdate, reply_to: str) -> bool:
    draft = draft_of(question)
    if draft.message and draft.message == update.message:
        return draft.edited < update.edited
    mine = (question.room, question.person) == (update.room, update.person)
    return mine and (draft.subject == update.subject or (bool(reply_to) and reply_to in question.message_ids))


def with_evidence(question: Question, evidence: tuple[Evidence, ...]) -> Question:
    """Add a picture or document that came in while the question was open; the same one is added once."""
    draft = draft_of(question)
    new = tuple(each for each in evidence if each not in draft.evidence)
    more = replace(draft, evidence=(*draft.evidence, *new))
    return replace(question, payload={**question.payload, "draft": more.as_payload()})


def asking(ask: Ask, tools: Tools, asked: Asked, question: Question) -> Answer:
    """Put a question; what it is about is also what a reply to it is about."""
    plan = ask.view.plan
    subject = plan.subject(asked.draft.subject)
    message = tools.texts.render(
        f"ask_{asked.kind}",
        ask.language,
        buttons=buttons_of(question, ask, tools),
        subject=subject,
        labels=[label_of(name, ask, tools) for name in question.options],
        offered=[name.partition(":")[2] for name in question.options],
        reading=asked.reading,
        text=asked.draft.text,
        plan=plan,
    )
    return Answer(message, (subject.id,) if subject else (), question=question)


def buttons_of(question: Question, ask: Ask, tools: Tools) -> tuple[tuple[Button, ...], ...]:
    """Make the buttons of a question, short ones side by side."""
    labels = [label_of(name, ask, tools) for name in question.options]
    made = [Button(clipped(text), f"q:{question.id}:{number}") for number, text in enumerate(labels)]
    if any(len(text) > SHORT_LABEL for text in labels):
        return tuple((button,) for button in made)
    return (tuple(made),)


def label_of(option: str, ask: Ask, tools: Tools) -> str:
    """Word an option."""
    name, _, value = option.partition(":")
    if name == "subject":
        subject = ask.view.plan.subject(value)
        return label(subject, ask.language) if subject else value
    day = date.fromisoformat(value) if value else None
    return tools.texts.plain("button", ask.language, name=name, day=day)
