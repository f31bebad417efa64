"""What a clause can be a sign of, on the way to a state."""

from dataclasses import dataclass
from enum import StrEnum

from bot.progress.reading.clauses import Clause


class Sign(StrEnum):
    """A sign of a state in one clause."""

    DONE = "done"
    DONE_OF_SOMETHING = "done_of_something"  # finished, with an object the tables do not know
    PUBLISHED = "published"
    BASICALLY = "basically"
    STEP_DONE = "step_done"
    DID = "did"  # a step taken, without a word on what goes on
    PREPARED = "prepared"  # chosen, planned, applied for: nothing begun
    UNDER_WAY = "under_way"
    COUNTED = "counted"  # a verb with a number: the number says how far
    PROMISED = "promised"  # an end in the future
    BEGINNING = "beginning"  # only a beginning in the future
    INTENT = "intent"  # will get on with it
    NOT_BEGUN = "not_begun"
    BLOCKED = "blocked"
    HINDERED = "hindered"  # cannot be done, in words the tables do not know
    DROPPED = "dropped"  # no longer to be done
    UNBLOCKED = "unblocked"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign with the clause it was found in."""

    sign: Sign
    clause: Clause
