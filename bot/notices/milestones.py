"""Whether a milestone stands, as far as the reports say."""

from bot.plan.model import Milestone, Task
from bot.progress.model import Standing
from bot.progress.trajectory import milestone_met


def is_met(task: Task, milestone: Milestone, standing: Standing) -> bool:
    """Whether a milestone is met, or a later one: who is beyond that need not be asked about this."""
    later = (each for each in task.milestones if each.date >= milestone.date)
    return any(milestone_met(task, each, standing.summary) for each in later)
