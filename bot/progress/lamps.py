"""The lamp of a task or target on one day, and why. Pure.

The codes of the reasons are a contract with the texts (`_reasons.html.j2`); dates are `date`, shares and percents are
in %, points are percentage points. Tasks:

  done            on: date | None, accepted: date    reported done; accepted: where the office decided
  awaiting_acceptance  on: date                       reported done, to be accepted by the office
  returned        on: date, text: str                 reported done and returned by the office; nothing reported since
  overdue         due: date, days: int                due so many days ago, not reported done
  no_record       -                                   nothing was ever reported, and the plan is closed
  blocked         stopped: bool, text: str            work stands still, or an obstacle is reported
  on_track        expected, actual, points            points behind the trajectory (negative: ahead), within green
  behind          expected, actual, points            points behind the trajectory
  milestone       date, text: str, missed: int        the last milestone passed without being met, of so many
  not_started     gone: %, left: int                  nothing begun, so much of the time gone, days left until due
  reported        days: int                           nothing is counted; as the department reports, so many days ago
  no_figure       days: int                           something is counted, but no report gave a figure
  never           -                                   nothing was ever reported
  silent          days: int                           no report for so many days
  stale           days: int                           the same, but the department has no room to be asked in

Targets, and tasks that count a rate:

  no_goal         -                                   the number is still to be set by a higher level
  no_comparison   -                                   to be compared with another figure, which is not known here
  awaiting        period_end: date, release: date     no figure yet; the first one comes out on `release`
  figure_due      period_end: date, released: date    the figure of this period is out and was not reported
  met             value, goal, gap, unit, period_end  as good as the goal tolerates (tolerated: bool, a little worse);
                                                      gap = value - goal, points where the unit is %; period_end or None
  below           value, goal, gap, unit, period_end  worse than that
  goal_met        value, goal, unit, period_end       the whole year's figure is in and good, or the amount is reached
  on_track and behind as above, for amounts, against the part of the year that is over
"""

from datetime import date

from bot.config import LampsPart
from bot.plan.model import Milestone, Task
from bot.progress.headline import target_standing
from bot.progress.model import Lamp, Reason, Standing, State, Summary
from bot.progress.trajectory import WHOLE, completion, milestone_met, trajectory
from bot.progress.verdicts import SEVERITY, Verdict, by_goal, by_shortfall, goal_of, standing_of

__all__ = ["SEVERITY", "silent_days", "target_standing", "task_standing"]

LAST_CALL_DAYS = 30  # a task not begun so many days before it is due is red


def task_standing(
    task: Task,
    summary: Summary | None,
    today: date,
    bound_since: date | None,
    start: date,
    rules: LampsPart,
    closed: bool = False,
) -> Standing:
    """Say where a task stands on a day.

    `bound_since` is the day its lead department got a room, None without one; `start` the plan's first day. Of a closed
    plan give the closing day as `today`: late reports are no part of a summary, all others count as made by then.
    """
    case = _TaskCase(task, summary or Summary(task.id), today, bound_since, start, rules, closed)
    lamp, why = case.verdict()
    return standing_of(task.id, lamp, why, summary, case.summary.value, case.percent, case.trajectory)


def silent_days(summary: Summary | None, today: date, bound_since: date | None, start: date) -> int | None:
    """Count the days of silence, from the latest of plan start, the room's binding and the last report.

    None without a room: who cannot be asked is not silent.
    """
    if bound_since is None:
        return None
    last = summary.last.at.date() if summary and summary.last else start
    return max((today - max(start, bound_since, last)).days, 0)


class _TaskCase:
    """One task on one day; the rules in the order in which the first that holds decides."""

    def __init__(
        self,
        task: Task,
        summary: Summary,
        today: date,
        bound_since: date | None,
        start: date,
        rules: LampsPart,
        closed: bool,
    ) -> None:
        self.task = task
        self.summary = summary
        self.today = today
        self.bound_since = bound_since
        self.start = start
        self.rules = rules
        self.closed = closed
        self.percent = completion(task, summary)
        self.trajectory = trajectory(task, start, today)

    def verdict(self) -> Verdict:
        summary = self.summary
        if summary.state is State.DONE:
            return self._reported_done()
        if self.closed and not summary.reports:
            return Lamp.GREY, Reason("no_record")
        if self.today > self.task.due.date:
            days = (self.today - self.task.due.date).days
            return Lamp.RED, Reason("overdue", {"due": self.task.due.date, "days": days})
        found = self._by_number() or self._by_words()
        if summary.ruling and found[0] is not Lamp.RED:
            values = {"on": summary.ruling.at.date(), "text": summary.ruling.text}
            return Lamp.YELLOW, Reason("returned", values)
        stopped = summary.state is State.BLOCKED
        if (stopped or summary.blocker) and found[0] is not Lamp.RED:
            return Lamp.YELLOW, Reason("blocked", {"stopped": stopped, "text": summary.blocker_text or ""})
        return found

    def _reported_done(self) -> Verdict:
        on = self.summary.done_at.date() if self.summary.done_at else None
        if self.summary.pending:
            return Lamp.REPORTED, Reason("awaiting_acceptance", {"on": on})
        values: dict[str, object] = {"on": on}
        if self.summary.ruling:
            values["accepted"] = self.summary.ruling.at.date()
        return Lamp.DONE, Reason("done", values)

    def _by_number(self) -> Verdict | None:
        measure, value = self.task.measure, self.summary.value
        if measure and measure.growth and value is not None and goal_of(measure) is not None:
            end = self.summary.figure.reading.period_end if self.summary.figure else None
            return by_goal(measure, value, end, self.rules)
        if self.percent is None or self.trajectory is None:
            return None
        return by_shortfall(self.percent, self.trajectory, self.rules)

    def _by_words(self) -> Verdict:
        found = [verdict for verdict in (self._missed_milestone(), self._not_started()) if verdict]
        worst = max(found, key=lambda verdict: SEVERITY[verdict[0]], default=None)
        if worst and worst[0] is not Lamp.GREEN:
            return worst
        if not self.summary.reports:
            return Lamp.GREY, Reason("never")
        return self._silent() or worst or self._as_reported()

    def _missed_milestone(self) -> Verdict | None:
        """Look at the milestones that are past, from the last one met on: who met a later one is beyond the earlier."""
        missed: list[Milestone] = []
        for milestone in self.task.milestones:
            if milestone.date < self.today:
                missed = [] if milestone_met(self.task, milestone, self.summary) else [*missed, milestone]
        if not missed:
            return None
        values = {"date": missed[-1].date, "text": missed[-1].text, "missed": len(missed)}
        return Lamp.YELLOW, Reason("milestone", values)

    def _not_started(self) -> Verdict | None:
        if self.summary.state is not State.NOT_STARTED:
            return None
        due = self.task.due.date
        span = max((due - self.start).days, 1)
        gone, left = (self.today - self.start).days / span * 100, (due - self.today).days
        late = Lamp.YELLOW if gone > WHOLE / 2 else Lamp.GREEN
        return Lamp.RED if left <= LAST_CALL_DAYS else late, Reason("not_started", {"gone": gone, "left": left})

    def _silent(self) -> Verdict | None:
        days = silent_days(self.summary, self.today, self.bound_since, self.start)
        if days is not None and days > self.rules.silent_days:
            return Lamp.YELLOW, Reason("silent", {"days": days})
        if self._days_since_report() > self.rules.silent_days and self.bound_since is None:
            return Lamp.GREY, Reason("stale", {"days": self._days_since_report()})
        return None

    def _as_reported(self) -> Verdict:
        code = "reported" if self.task.measure is None else "no_figure"
        return Lamp.GREEN, Reason(code, {"days": self._days_since_report()})

    def _days_since_report(self) -> int:
        last = self.summary.last
        return max((self.today - last.at.date()).days, 0) if last else 0
