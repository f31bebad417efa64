"""Short titles of tasks, cut from the words of the plan."""

import re

from bot.imports.outline import tidy
from bot.language.patterns import compiled_later

LONGEST = 24
# Words that only colour a verb: what a lead would recognise begins behind them.
_COLOUR = compiled_later(
    r"^(?:[,、;:\s]|并|同时|还要|继续|大力|积极|全面|深入|持续|扎实|稳步|着力|进一步|切实|不断|努力|加快(?=推|建设|制定|编制|构建|打造|发展|实施|修订|培育|形成|落实|完善|促|补|创|改造)|加紧(?=规划|编制)|抓紧(?=做|编)|全力|坚决|严格|有序|有效|充分|科学|统筹(?=推进|做好)|切实|认真|高质量|高标准|高水平|加力|纵深|"
    r"力争(?=[完建新实引启开落培达])|争取(?=[完建新实引启开落全])|确保(?=[完建新实引启开落全])|年内|全年|今年|重点(?=打造|推进|建设|抓好|做好)|抓紧|系统性?|稳妥|协调(?=推进)|推动(?=建成|完成))+"
)
_CLAUSE = compiled_later(r"[,。;](?!\d{3}(?!\d))")


def title_of(words: str, counted: str = "") -> str:
    """Make a title of a task's words: the clause with the number if it has one, else its first clause of work.

    `counted` is the digits and unit that must stand in it.
    """
    clauses = [clause for clause in _CLAUSE.split(words) if clause]
    main = next((clause for clause in clauses if counted and counted in clause), "")
    main = main or next((clause for clause in clauses if not _is_ground(clause)), clauses[0] if clauses else words)
    main = tidy(_COLOUR.sub("", main)) or tidy(words)
    return shortened(main, counted)


def _is_ground(clause: str) -> bool:
    """Tell a clause of means or ground, which makes no title."""
    return (
        re.match(
            r"(?:“?以.+为|围绕|按照|根据|聚焦|立足|依托|坚持|突出|充分发挥|发挥|通过|在.+(?:方面|领域|上|中)$|统筹|衔接|做好.{1,6}服务$)",
            clause,
        )
        is not None
        and len(clause) < 60
    )


def shortened(title: str, counted: str = "") -> str:
    """Cut a title to its length at a place that reads whole; the number stays in it."""
    if len(title) <= LONGEST:
        return title
    if counted and counted in title and title.find(counted) + len(counted) > LONGEST:
        return "…" + title[title.find(counted) + len(counted) - LONGEST + 1 :][: LONGEST - 1]
    cut = max(title.rfind(sign, LONGEST // 2, LONGEST) for sign in "、和与及")
    return title[:cut] if cut > 0 else title[: LONGEST - 1] + "…"
