"""How much the bot asks of each department: /burden [DEPARTMENT]."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.desk.base import Answer, Ask, Tools
from bot.desk.commands.status import own_departments
from bot.desk.finding import which
from bot.people.model import Role
from bot.stores.base import Reader
from bot.supervision.burden import Burden, burden_key, burden_of

SHOWN = 20  # departments; the others are counted


@dataclass(frozen=True, slots=True)
class Load:
    """What a department got and gave this month and the month before; rooms it shares count for each who shares it."""

    department: str
    now: Burden
    before: Burden
    reports: int


async def burden(ask: Ask, tools: Tools) -> list[Answer]:
    """Show the messages, the answers they wanted and the reports that came: all, one's own, or one named."""
    if ask.viewer.role is Role.GUEST:
        return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
    known = ask.view.plan.department_by_id
    departments = list(known) if ask.viewer.sees_everything else [d for d in own_departments(ask) if d in known]
    if ask.words:
        found = ask.index.department(ask.words)
        if found.exact is None:
            return [which(ask, tools, "department", found, "/burden", ask.words)]
        if found.exact.id not in departments:
            return [Answer(tools.texts.render("not_shown", ask.language, room=ask.room))]
        departments = [found.exact.id]
    loads = await tools.store.read(lambda reader: _loads(reader, ask, departments))
    loads = [each for each in loads if each.now.messages or each.before.messages or each.reports]
    loads.sort(key=lambda each: (-each.now.messages, -each.now.asked))
    message = tools.texts.render(
        "burden",
        ask.language,
        plan=ask.view.plan,
        today=ask.now.date(),
        loads=loads[:SHOWN],
        more=len(loads) - SHOWN,
        whole=ask.viewer.sees_everything,
        named=bool(ask.words),
        total=sum((each.now for each in loads), Burden()),
        reports=sum(each.reports for each in loads),
    )
    return [Answer(message)]


def _loads(reader: Reader, ask: Ask, departments: list[str]) -> list[Load]:
    first = ask.now.date().replace(day=1)
    before = first - timedelta(days=1)
    came = reader.updates_since(datetime.combine(first, time(), ask.now.tzinfo))
    reports = Counter(update.department for update in came if update.ruling is None)
    now, last = _by_department(reader, ask, first), _by_department(reader, ask, before)
    return [Load(d, now.get(d, Burden()), last.get(d, Burden()), reports[d]) for d in departments]


def _by_department(reader: Reader, ask: Ask, month: date) -> Mapping[str, Burden]:
    sums: dict[str, Burden] = {}
    for room in ask.view.rooms.values():
        if room.departments:
            sent = burden_of(reader.digest(burden_key(month, room.id)))
            sums |= {d: sums.get(d, Burden()) + sent for d in room.departments}
    return sums
