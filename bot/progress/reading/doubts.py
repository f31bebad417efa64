"""Why a reading is asked about before it counts: all codes, in one place.

A doubt names the field it is `of`, a `code`, and values for the sentence. The sentences stand in
`bot/texts/{zh,en}/_doubts.html.j2`, one for each code below; a test compares the two lists.
"""

from bot.progress.model import Doubt

# code → (field, what it means, its values)
CODES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    # made by reading one text
    "competing": ("value", "two numbers could be the answer", ("taken", "other", "unit")),
    "summed": ("value", "parts were added up, no total was said", ("taken", "parts", "unit")),
    "rough": ("value", "the number is only given roughly (三十余, 七八成)", ("taken", "unit")),
    "unit_missing": ("value", "a number without a unit was taken in the measure's", ("taken", "unit")),
    "unit_other": ("value", "the number is counted in another unit", ("taken", "unit", "other")),
    "stage": ("value", "only the number begun or agreed is said, not the number finished", ("taken", "unit")),
    "increment_only": ("value", "only the newest addition is said, no running total", ("other", "unit")),
    "part_only": ("value", "only a part is said, no total", ("other", "unit")),
    "side_only": ("value", "the number may be of those reached, not of what was done", ("taken", "unit")),
    "plan_or_done": ("value", "a number may be planned or reached", ("other", "unit")),
    "whole_differs": ("value", "the whole that is named is not the measure", ("taken", "other", "unit")),
    "over_threefold": ("value", "over three times the measure", ("taken", "measure", "unit")),
    "scale_slip": ("value", "ten thousand times too large or too small: 万元 for 亿元", ("taken", "measure", "unit")),
    "typing": ("value", "a sign inside a number looks mistyped (19。2)", ("taken", "unit")),
    "single_period": ("value", "a growth rate may be of one month or quarter, not of the year so far", ("taken",)),
    "growth_in_points": ("value", "a growth rate is given in percentage points", ("taken",)),
    "percent_competing": ("percent", "two percentages could be the answer", ("taken", "other")),
    "percent_rough": ("percent", "the percentage is only given roughly", ("taken",)),
    "percent_of_part": ("percent", "the percentage may be that of a part or another thing", ("taken",)),
    "percent_contradicts": ("percent", "percentage and amount contradict each other", ("taken", "computed")),
    "basically": ("state", "said to be basically or nearly done", ()),
    "done_or_part": ("state", "done, but perhaps only a part or a step of it", ()),
    "states_contradict": ("state", "two states are said at once", ()),
    "standstill": ("state", "something cannot be done: all stands still, or only that", ()),
    "dropped": ("state", "perhaps no longer to be done", ()),
    "begin_planned": ("state", "only a beginning in the future is said", ()),
    "goal_or_promise": ("state", "the goal restated, or a promise", ()),
    "no_such_day": ("forecast", "a day that no calendar has (2月30日)", ("taken",)),
    "deadline_past": ("forecast", "the date promised is already over", ("taken",)),
    "deadline_unclear": ("forecast", "which day is meant is not clear", ("taken",)),
    "deadline_conditional": ("forecast", "the date holds on a condition", ("taken",)),
    "delay": ("blocker", "a delay is said, no obstacle", ()),
    "obstacle_unclear": ("blocker", "an obstacle that may already be dealt with", ()),
    "unclear": ("is_update", "may be a report or only a remark", ()),
    # made by `leftovers`: something of the text is neither used nor explained
    "number_unclear": ("value", "a number of the measure's kind that no rule took or explained", ("other",)),
    "percent_unclear": ("percent", "a percentage that no rule took or explained", ("other",)),
    "sum_differs": (
        "value",
        "reached and missing exceed the measure",
        ("taken", "other", "measure", "unit"),
    ),
    "day_unclear": ("forecast", "a day to come that may be the one promised", ("taken",)),
    "done_limited": ("state", "said done, beside a word that denies or limits", ("taken",)),
    "guessed": ("state", "said as a guess", ("taken",)),
    "unread": ("state", "a clause or verb no rule understood", ("taken",)),
    "obstacle_unread": ("blocker", "a reason, a reservation or a denial no rule understood", ("taken",)),
    # made by `checks`, against the report before
    "backwards": ("value", "lower than last time", ("taken", "before", "unit")),
    "percent_backwards": ("percent", "lower than last time", ("taken", "before")),
    "same_text": ("is_update", "the same text as last time", ()),
    "jump": ("value", "ten thousand times the last figure or the other way round", ("taken", "before", "unit")),
    "reopened": ("state", "was reported done before", ()),
    "begun_before": ("state", "was reported begun before, now said not to be", ()),
}


def doubt(code: str, **values: object) -> Doubt:
    """Make a doubt; numbers are written as people do."""
    return Doubt(CODES[code][0], code, {name: _written(value) for name, value in values.items()})


def _written(value: object) -> str:
    if isinstance(value, float):
        text = f"{value:.4f}".rstrip("0").rstrip(".")
        return text or "0"
    return str(value)
