"""The indicators found in a report become targets with ids, aliases and who compiles their figures."""

from collections.abc import Sequence

from bot.imports.breakdown import Breakdown
from bot.imports.figures import change_in
from bot.imports.headline import Found, Headline
from bot.imports.indicators import Indicator
from bot.imports.notes import Notes
from bot.imports.offices import DEFAULT, proposed
from bot.imports.passages import Passage
from bot.imports.staff import Staff, latin_id, unused
from bot.imports.vocabulary import Known, known_indicator
from bot.plan.model import Assignment, Basis, Comparator, Measure, Target
from bot.plan.names import name_key

USUAL_LAG = 30  # days after its period at which a figure of an unknown indicator is expected
LONGEST_INITIALS = 12


def targets_of(
    headline: Headline, passages: Sequence[Passage], breakdown: Breakdown, staff: Staff, notes: Notes
) -> tuple[Target, ...]:
    """Make targets of what a report states, in its order; the second of one name and kind is noted and left out."""
    return _Targets(passages, breakdown, staff, notes).of(headline)


class _Targets:
    def __init__(self, passages: Sequence[Passage], breakdown: Breakdown, staff: Staff, notes: Notes) -> None:
        self._passages = passages
        self._breakdown = breakdown
        self._staff = staff
        self._notes = notes
        self._ids: set[str] = set()
        self._kinds: set[tuple[str, bool]] = set()
        self._aliases: set[str] = set()

    def of(self, headline: Headline) -> tuple[Target, ...]:
        found = [(one.place, one.what) for one in headline.targets if isinstance(one.what, Indicator)]
        self._aliases = {name_key(what.name) for _, what in found}
        targets: list[Target] = []
        start = 0
        for place, what in found:
            start = self._begin_of(place, what, start)
            kind = (name_key(what.name), what.growth)
            if kind in self._kinds:
                self._notes.leave(self._passages[place], what.start, what.end, "同名指标已列入目标")
            elif kind[0]:
                self._kinds.add(kind)
                targets.append(self._target(place, what, start))
        for one in headline.unread:
            self._note_unread(one)
        return tuple(targets)

    def _begin_of(self, place: int, what: Indicator, before: int) -> int:
        """Let the words of a target begin with its name, also where that stands in the clause before."""
        written = self._passages[place].dense
        start = what.start
        while start < what.end and written[start] in ",;:、和与及":
            start += 1
        words = written[start : what.end]
        named = what.name[:2] in words or what.name[-2:] in words
        return start if named or before > start else before

    def _target(self, place: int, what: Indicator, start: int) -> Target:
        passage = self._passages[place]
        known = known_indicator(what.name)
        own = unused(
            known.id if known else latin_id(what.name, full=False, otherwise="t")[:LONGEST_INITIALS], self._ids
        )
        self._ids.add(own)
        lead = self._lead(what, known)
        target = Target(
            id=own,
            name=what.name,
            name_en=known.name_en if known else "",
            aliases=self._fresh(known, own),
            measure=measure_of(what),
            lead=lead,
            quote=passage.quote(start, what.end),
            every=known.every if known else "quarter",
            release_lag_days=known.lag if known else USUAL_LAG,
            nominal=bool(known and known.nominal and what.growth),
        )
        if lead.basis is Basis.ASSIGNED:
            self._notes.assign(passage.line, target.name, f"目标 {own} 拟由{self._staff.name(lead)}牵头")
        if what.comparator is Comparator.POSITIVE and "正" not in target.quote:
            self._notes.doubt(passage.line, target.quote, "只有方向、没有数值的目标，是否列为目标请定")
        return target

    def _lead(self, what: Indicator, known: Known | None) -> Assignment:
        row = self._breakdown.row_of_target(what.name, what.value)
        if row and row.leads:
            return self._staff.said(row.leads[0])
        return self._staff.proposed((known.lead if known else None) or proposed(what.name) or DEFAULT)

    def _fresh(self, known: Known | None, own: str) -> tuple[str, ...]:
        """Give the aliases of a usual indicator that lead to nothing else yet."""
        if known is None or own != known.id:
            return ()
        fresh = tuple(alias for alias in known.aliases if name_key(alias) not in self._aliases)
        self._aliases.update(map(name_key, fresh))
        return fresh

    def _note_unread(self, one: Found) -> None:
        what = one.what
        if isinstance(what, Indicator):
            return
        passage = self._passages[one.place]
        words = passage.quote(what.start, what.end).strip("，,；;、 ")
        if any(sign.isdigit() for sign in passage.dense[what.start : what.end]):
            self._notes.leave(passage, what.start, what.end, what.reason)
        else:
            self._notes.doubt(passage.line, words, what.reason)


def measure_of(what: Indicator) -> Measure:
    """Make the measure of a target; a fall keeps its word in what is counted (单位GDP能耗下降)."""
    change = "" if what.growth else change_in(what.rate, what.unit)
    name = what.name if what.name.endswith(change) else what.name + change
    unit = what.unit or "%"
    return Measure(name, what.comparator, what.value, unit, what.value_max, reported=True, growth=what.growth)
