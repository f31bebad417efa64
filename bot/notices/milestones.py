"""Whether a milestone stands, as far as the reports say."""

from bot.plan.model import Milestone, Task
from bot.progress.model import Standing
from bot.progress.trajectory import milestone_percent


def is_met(task: Task, milestone: Milestone, standing: Standing) -> bool:
    """Whether a report said so of this milestone or a later one, or the newest figure reaches what it asks."""
    said = standing.summary.milestones_met if standing.summary else frozenset()
    if any(day >= milestone.date for day in said):
        return True
    wanted = milestone_percent(task, milestone)
    return wanted is not None and standing.percent is not None and standing.percent >= wanted
