"""What a text says of which department's task, where it answers a list by department (区住建局：完成60%). Pure.

A department's name counts only where a line or sentence begins and something is said of it right behind; elsewhere it
is somebody the work has to do with. It means the one task of the list that the department leads, or else the one that
it supports; where there are several, their likeness to what was said does not decide: it is asked.
"""

from collections.abc import Iterator, Sequence

from bot.language.normal import one_for_one
from bot.language.patterns import compiled_later
from bot.plan.model import Plan, Target
from bot.progress.reading.numbering import REPORTS

_PIECE = compiled_later(r"[^\n;。]+[;。]?")
_OPENING = compiled_later(r"[\s\[(|【]*")
_CLOSING = compiled_later(
    r"(?:[\s\])】]*(?:牵头|负责)?的?(?:[那这]?项|任务|事项|工作|项目)?[\s\])】]*[:,|】\])\s]+)"
    rf"|(?={REPORTS})"
)
_ENDS = " \t\n;。,|"


def by_department(said: str, listed: Sequence[str], plan: Plan) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Cut a text into (subject, what is said of it) by the departments its pieces begin with, and what is left over.

    Each part is a stretch of the folded text. Nothing comes back where no piece begins with a department that has
    exactly one of the subjects listed.
    """
    parts: list[tuple[str, str]] = []
    left: list[str] = []
    at = ""
    for department, words in _pieces(one_for_one(said), plan):
        if department:
            its = of_department(department, listed, plan)
            at = its[0] if len(its) == 1 else ""
        if words:
            parts.append((at, words)) if at else left.append(words)
    return tuple(parts), tuple(left)


def named_department(said: str, plan: Plan) -> str:
    """Give the id of the department a text begins with, or nothing."""
    return next((department for department, _ in _pieces(one_for_one(said), plan)), "")


def after_department(said: str, plan: Plan) -> str:
    """Take the department a text is signed with in front (【区住建局】1、已办结) off it."""
    _, begin = _signed(one_for_one(said), plan)
    return said[begin:]


def of_department(department: str, listed: Sequence[str], plan: Plan) -> list[str]:
    """List those of some subjects that a department leads; where it leads none, those it supports."""
    subjects = [subject for name in listed if (subject := plan.subject(name))]
    led = [subject.id for subject in subjects if subject.lead.department == department]
    return led or [
        subject.id
        for subject in subjects
        if not isinstance(subject, Target) and department in {each.department for each in subject.supporting}
    ]


def _pieces(said: str, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text with the department each begins with, or nothing."""
    for piece in _PIECE.findall(said):
        department, begin = _signed(piece, plan)
        yield department, piece[begin:].strip(_ENDS)


def _signed(text: str, plan: Plan) -> tuple[str, int]:
    """Say which department a text begins with, and where what is said of it begins; ("", 0) where it names none."""
    begin = match.end() if (match := _OPENING.match(text)) else 0
    department, length = _name_at(text, begin, plan)
    closing = _CLOSING.match(text, begin + length) if department else None
    return (department, closing.end()) if closing else ("", 0)


def _name_at(piece: str, begin: int, plan: Plan) -> tuple[str, int]:
    """Find the longest name of a department that stands at a place, with its length."""
    names = ((one_for_one(name), each.id) for each in plan.departments for name in (each.name, *each.aliases))
    return max(
        ((department, len(name)) for name, department in names if name and piece.startswith(name, begin)),
        key=lambda found: found[1],
        default=("", 0),
    )
