"""Faults on purpose: what one API call may suffer, so that a bot's patience can be tested."""

import random
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum


class FaultKind(StrEnum):
    """What happens to a call."""

    TOO_MANY = "too_many"  # 429 with retry_after = seconds
    SERVER_ERROR = "server_error"  # an HTTP status of 5xx; nothing was done
    DROP_BEFORE = "drop_before"  # the connection breaks; nothing was done
    DROP_AFTER = "drop_after"  # the connection breaks after the call was carried out
    DELAY = "delay"  # carried out after `seconds`
    BAD_JSON = "bad_json"  # carried out, but the answer is cut short
    EMPTY = "empty"  # carried out, but the answer has no body
    HOLD = "hold"  # never answered, while the connection stays open


@dataclass(frozen=True, slots=True)
class Fault:
    """One planned fault.

    `method` and `chat` narrow it down (empty and 0: any call); `times` counts down to its end (0: for ever); `share`
    is how many of the calls it fits suffer it, 0 to 1. With `whole_bot` a 429 closes every chat, not only the call's.
    """

    kind: FaultKind
    method: str = ""
    chat: int = 0
    times: int = 1
    share: float = 1.0
    seconds: float = 1.0
    status: int = 502
    whole_bot: bool = False

    def fits(self, method: str, chat: int) -> bool:
        """Say whether a call may suffer it."""
        return self.method.lower() in ("", method.lower()) and self.chat in (0, chat)


class Faults:
    """The planned faults, asked once per call. `suffered` counts what was dealt out, by kind."""

    def __init__(self, seed: int = 0) -> None:
        self._planned: list[Fault] = []
        self._chance = random.Random(seed)
        self.suffered: Counter[FaultKind] = Counter()

    def plan(self, fault: Fault) -> None:
        """Add a fault; the first planned that fits a call is dealt out."""
        self._planned.append(fault)

    def clear(self) -> None:
        """Plan nothing any more."""
        self._planned.clear()

    def next(self, method: str, chat: int = 0) -> Fault | None:
        """Take the fault a call suffers, if any."""
        for place, fault in enumerate(self._planned):
            if fault.fits(method, chat) and self._chance.random() < fault.share:
                self._spend(place, fault)
                self.suffered[fault.kind] += 1
                return fault
        return None

    def _spend(self, place: int, fault: Fault) -> None:
        if fault.times == 1:
            del self._planned[place]
        elif fault.times > 1:
            self._planned[place] = replace(fault, times=fault.times - 1)
