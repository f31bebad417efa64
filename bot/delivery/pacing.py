"""When a message may go: the limits of a platform as arithmetic over moments of a monotonic clock.

Bulk (notices) leaves evenly, a little under the limit, so that it holds under both models of Telegram's limit: 30 in
any rolling second, and a token bucket. Answers to people take a free slot beside notices; where none comes free within
a blink they go at once, for Telegram limits bulk. Everything that is sent counts, so bulk makes room for answers by
itself.

The platform counts a message when it comes in, not when it leaves. By how much later than the quickest an answer of the
platform came is by how much later, at most, that message may have been counted; for so long its slot stays taken.
"""

import math
from collections import deque
from dataclasses import dataclass, field

MARGIN = 0.005  # seconds added to a chat's limits, for what a clock and a network may shift
WINDOW_MARGIN = 0.008  # seconds added to the bulk window, beside what is known of each message's way
LONGEST_WAY = 0.1  # seconds a message is thought to take longer than the quickest, while its answer is not there
FORGET_QUICKEST = 0.001  # of the difference to the next answer: lines change, in half a minute of bulk
MINUTE = 60.0
LATENESS = 0.2  # seconds of being late that the next notices make up for, closer together than the pace
IDLE = 1.0  # seconds without a notice after which the next is not late but the first
ANSWER_PATIENCE = 0.05  # seconds an answer waits for a free slot
ANSWERS_REMEMBERED = 5.0  # seconds for which bulk goes on leaving room for as many answers as it saw
REFUSED_BY_CHANCE = 2  # so many chats may be refused in a row before the whole bot is taken to be meant
FORGET_EVERY = 1000  # sends after which chats long silent are forgotten


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform allows; the defaults are Telegram's.

    `per_second` messages in any rolling second for the whole bot, of which bulk takes `bulk_pace` a second and leaves
    up to `answers_reserved` while people are asking. `chat_gap` seconds between two messages to one chat,
    `group_per_minute` to one group, of which bulk leaves `group_reserved` for answers.
    """

    per_second: int = 30
    bulk_pace: float = 29.5
    answers_reserved: int = 3
    chat_gap: float = 1.0
    group_per_minute: int = 20
    group_reserved: int = 2


@dataclass(slots=True)
class _Way:
    """A message on its way: when it left, and how long its answer took; None while there is none."""

    left: float
    took: float | None = None


@dataclass(slots=True)
class _Chat:
    sent: deque[float]
    paused_until: float = 0.0
    last: _Way | None = None


@dataclass
class Pacing:
    """Remembers what was sent and refused, and says the earliest moment for the next. Moments are seconds."""

    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._chats: dict[str, _Chat] = {}
        self._ways: deque[_Way] = deque(maxlen=2 * self.limits.per_second)
        self._quickest: float | None = None
        self._answers: deque[float] = deque(maxlen=self.limits.answers_reserved)
        self._next_bulk = 0.0
        self._bulk_at = -math.inf
        self._paused_until = 0.0
        self._refused_in_a_row: set[str] = set()
        self._whole_bot_refused = False
        self._takes = 0

    @property
    def doubtful(self) -> bool:
        """Whether the whole bot was refused and nothing has got through since: try one message, not many."""
        return self._whole_bot_refused or len(self._refused_in_a_row) > REFUSED_BY_CHANCE

    def chat_ready(self, chat: str, *, group: bool, bulk: bool) -> float:
        """Say from when on this chat may be sent to."""
        known = self._chats.get(chat)
        ready = self._paused_until
        if known is None:
            return ready
        ready = max(ready, known.paused_until)
        if known.sent:
            ready = max(ready, known.sent[-1] + self.limits.chat_gap + MARGIN)
        most = self.limits.group_per_minute - (self.limits.group_reserved if bulk else 0)
        if group and len(known.sent) >= most:
            ready = max(ready, known.sent[-most] + MINUTE + MARGIN)
        return ready

    def bulk_ready(self, now: float) -> float:
        """Say from when on the next notice may go, whichever chat it is for."""
        asking = sum(moment > now - ANSWERS_REMEMBERED for moment in self._answers)
        free = self._free(self.limits.per_second - asking, 1.0 + WINDOW_MARGIN)
        return max(self._next_bulk, self._paused_until, free)

    def answer_ready(self, now: float) -> float:
        """Say from when on an answer whose chat is ready may go: at once, or a blink later where that frees a slot.

        Without notices about there is no bulk to fit in with; where no slot comes free in time, waiting is in vain.
        """
        free = self._free(self.limits.per_second, 1.0 + MARGIN)
        waits = self._bulk_at > now - 1.0 and free <= now + ANSWER_PATIENCE
        return max(self._paused_until, free if waits else now)

    def _free(self, most: int, seconds: float) -> float:
        """Say when fewer than `most` messages were counted within so many seconds, whichever overtook which."""
        if len(self._ways) < most:
            return 0.0
        return sorted(map(self._counted, self._ways))[-most] + seconds

    def _counted(self, way: _Way) -> float:
        """Say when the platform has counted a message at the latest, as far as that can be known."""
        if self._quickest is None:
            return way.left
        longer = LONGEST_WAY if way.took is None else way.took - self._quickest
        return way.left + max(0.0, longer)

    def take(self, chat: str, now: float, *, bulk: bool) -> None:
        """Count a message that goes now."""
        known, way = self._chat(chat), _Way(now)
        known.sent.append(now)
        known.last = way
        self._ways.append(way)
        if bulk:
            due = max(self._next_bulk, now - LATENESS) if now - self._bulk_at < IDLE else now
            self._bulk_at, self._next_bulk = now, due + 1.0 / self.limits.bulk_pace
        else:
            self._answers.append(now)
        self._forget(now)

    def delivered(self, chat: str, now: float) -> None:
        """Note that a message got through, and how long its way was."""
        known = self._chats.get(chat)
        if known is not None and known.last is not None:
            took = known.last.took = now - known.last.left
            quickest = self._quickest
            self._quickest = took if quickest is None else min(took, quickest + FORGET_QUICKEST * (took - quickest))
        self._refused_in_a_row.clear()
        self._whole_bot_refused = False

    def refused(self, chat: str, now: float, seconds: float, *, whole_bot: bool = False) -> None:
        """Send nothing to this chat for so long.

        Telegram does not say whether a refusal means the chat or the whole bot. Several chats refused in a row, with
        nothing getting through between them, mean the whole bot; the longest of their pauses then holds for it.
        """
        known = self._chat(chat)
        known.paused_until = max(known.paused_until, now + seconds)
        self._refused_in_a_row.add(chat)
        self._whole_bot_refused = self._whole_bot_refused or whole_bot
        if self.doubtful:
            pauses = (self._chat(refused).paused_until for refused in self._refused_in_a_row)
            self._paused_until = max(self._paused_until, *pauses)

    def _chat(self, chat: str) -> _Chat:
        return self._chats.setdefault(chat, _Chat(deque(maxlen=max(1, self.limits.group_per_minute))))

    def _forget(self, now: float) -> None:
        self._takes += 1
        if self._takes % FORGET_EVERY:
            return
        silent = now - MINUTE - 1
        self._chats = {
            chat: known
            for chat, known in self._chats.items()
            if known.paused_until > now or (known.sent and known.sent[-1] > silent)
        }
