"""Short answers around reports: why nothing was recorded, how it is done, a note on a button."""

import re
from collections.abc import Sequence
from typing import Any

from bot.desk.base import Answer, Ask, Tools
from bot.desk.drafts import Barred
from bot.language.normal import normal
from bot.language.patterns import compiled_later
from bot.people.model import Role

_ASKS = compiled_later(r"[?？]|怎么|如何|吗\s*$|\bhow\b", re.IGNORECASE)
LONGEST_THANKS = 40  # characters
_THANKS = compiled_later(
    r"(?:(?:谢谢|多谢|感谢|收到|好的?|好嘞|明白|知道|知悉|了解|辛苦|嗯|行|可以|没事"
    r"|(?:我们?)?(?:会|将|这就|马上|立即|尽快|抓紧|按要求|遵照)(?:去|来)?(?:办理?|落实|处理|安排|跟进|执行|反馈|报)|照办"
    r"|ok(?:ay)?|thanks?|thank you|got it|noted)"
    r"(?:了|啦|哈|您|你|大家|各位|领导)?[\s,。.!~、👍🙏👌🤝]*)+",
    re.IGNORECASE,
)
_SAYS_SOMETHING = compiled_later(r"\d")  # a reply with a figure, a date or an id was meant for the bot
_NUMBER = compiled_later(r"\d{1,12}(?:\.\d{1,6})?")


def say(ask: Ask, tools: Tools, name: str, **values: Any) -> Answer:
    """Answer with a message of the texts."""
    return Answer(tools.texts.render(name, ask.language, **values))


def toast(ask: Ask, tools: Tools, code: str) -> Answer:
    """Answer a pressed button with a short note: stale | not_yours | too_late | waiting."""
    minutes = tools.config.report.undo_minutes
    return Answer(toast=tools.texts.plain("toast", ask.language, code=code, minutes=minutes))


def how_to_report(ask: Ask, tools: Tools) -> Answer:
    """Say how a report is made, to a leader what can be asked; the answer to words the bot cannot place."""
    leader = ask.viewer.role is Role.LEADER
    return say(ask, tools, "how_to_report", example=next(ask.view.plan.all_tasks(), None), leader=leader)


def no_report(ask: Ask, tools: Tools, said: str) -> list[Answer]:
    """Answer what is no report: thanks and chat with silence in a group, what was meant for the bot with a line."""
    number = normal(said)
    if _NUMBER.fullmatch(number):
        measures = [subject.measure for subject in map(ask.view.plan.subject, ask.subjects) if subject]
        unit = measures[0].unit if len(measures) == 1 and measures[0] else ""
        return [say(ask, tools, "bare_number", number=number, unit=unit)]
    if ask.room.private and ask.incoming.text.strip() == said and is_thanks(number):
        return [say(ask, tools, "thanks")]
    meant = ask.room.private or _ASKS.search(said) or (ask.incoming.reply_to_bot and _SAYS_SOMETHING.search(number))
    return [how_to_report(ask, tools)] if meant else []


def is_thanks(plain: str) -> bool:
    """Whether a text in normal form only thanks or says that it was read."""
    return len(plain) <= LONGEST_THANKS and bool(_THANKS.fullmatch(plain))


def barred(ask: Ask, tools: Tools, cases: Sequence[Barred]) -> Answer:
    """Say why reports may not be made here, and what is allowed."""
    if any(each.code == "anonymous" for each in cases):
        return say(ask, tools, "anonymous")
    plan = ask.view.plan
    subjects = [subject for each in cases if (subject := plan.subject(each.draft.subject))]
    unknown = [each.draft.subject for each in cases if not plan.subject(each.draft.subject)]
    only_leads = tools.config.report.only_leads
    return say(ask, tools, "report_barred", plan=plan, subjects=subjects, unknown=unknown, only_leads=only_leads)
