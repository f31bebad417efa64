"""kill -9 again and again while people report and notices go out, then look what was lost, and what came twice.

Real processes: the bot and a local Telegram that keeps an update until it is confirmed, as the real one does. Each
round the bot is started with notices waiting, people report while it works, and it is killed: at a named point, or
after a random while. Nothing is judged by the bot's own word: reports are compared with what people said and what they
were told, notices with what stands in the groups.
"""

import itertools
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.stores.base import OutboxState, Reader
from bot.stores.tinydb import check
from tests.faults.house import CROWD, House, house
from tests.faults.victim import POINTS

GROUPS, REPORTS = 6, 2  # groups a round, and what is reported in each
NUMBERS = "甲乙丙丁戊己庚辛壬癸"  # written so that no reader takes them for a figure
REPEAT_MARK, RECORDED = "可能重复", "已记录"
SETTLE = 300.0


@dataclass
class Tally:
    """What became of it all. Every list should be empty."""

    kills: int = 0
    said: list[str] = field(default_factory=list[str])
    notices: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    acknowledged: int = 0
    answered_twice: int = 0
    notices_repeated: int = 0
    lost: list[str] = field(default_factory=list[str])
    recorded_twice: list[str] = field(default_factory=list[str])
    acknowledged_in_vain: list[str] = field(default_factory=list[str])
    notices_lost: list[str] = field(default_factory=list[str])
    repeated_unmarked: list[str] = field(default_factory=list[str])
    repeated_too_often: list[str] = field(default_factory=list[str])
    unreadable: list[str] = field(default_factory=list[str])
    still_waiting: list[str] = field(default_factory=list[str])
    in_doubt: Counter[str] = field(default_factory=Counter[str])  # by notice: kills that hit it while it was being sent

    @property
    def faults(self) -> dict[str, list[str]]:
        """What must not be."""
        lists = {name: value for name, value in vars(self).items() if isinstance(value, list)}
        return {name: value for name, value in lists.items() if value and name not in ("said", "notices")}


def torture(
    folder: Path, kills: int, chance: random.Random, killed: Callable[[int], None] = lambda count: None
) -> Tally:
    """Kill the bot so many times on one state, let it finish, and judge; `killed` is told each time how often."""
    tally, names = Tally(), numbered()
    with house(folder) as one:
        for number in range(kills):
            point = POINTS[number // 2 % len(POINTS)] if number % 2 == 0 else ""
            kill_one(one, tally, names, point, chance)
            killed(tally.kills)
        finish(one, tally)
        judge(one, tally)
    return tally


def numbered() -> Iterator[str]:
    """Give short names without end, none of which is a part of another."""
    return ("".join(name) for length in itertools.count(4) for name in itertools.product(NUMBERS, repeat=length))


def kill_one(one: House, tally: Tally, names: Iterator[str], point: str, chance: random.Random) -> None:
    """Start it with notices waiting, say something in every group, and let it die."""
    text = f"通知〔{next(names)}〕"
    rooms = chance.sample(CROWD, GROUPS)
    one.queue([text], rooms)
    tally.notices += [(room, text) for room in rooms]
    victim = one.bot((point, chance.randint(1, 12)) if point else None)
    for room in rooms * REPORTS:
        words = f"正在推进〔{next(names)}〕"
        one.report(room, words)
        tally.said.append(words)
    if point:
        victim_dies(victim, tally)
    else:
        victim.up()
        time.sleep(chance.random() * 1.5)
        victim.kill()
    tally.kills += 1
    tally.unreadable += check(one.state)
    tally.in_doubt.update(one.look(claimed))


def claimed(reader: Reader) -> list[str]:
    """List the notices of which nobody can know whether they have arrived."""
    return [row.key.removeprefix("notice:") for row in reader.outbox_open() if row.state is OutboxState.SENDING]


def victim_dies(victim, tally: Tally) -> None:
    """Wait for it to pass its point; where it has nothing left to do before that, kill it."""
    end = time.monotonic() + 6
    while victim.process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    victim.kill()


def finish(one: House, tally: Tally) -> None:
    """Let a bot that nobody kills do what is left."""
    with one.bot() as last:
        last.up()
        wanted = len(tally.said)
        end = time.monotonic() + SETTLE
        while time.monotonic() < end and (len(answered(one)) < wanted or unsent(one, tally)):
            time.sleep(0.5)
        assert last.end() == 0


def answered(one: House) -> set[str]:
    """Say which reports have an answer that says they are recorded."""
    return {words for room in CROWD for words in confirmed(one, room)}


def confirmed(one: House, room: int) -> list[str]:
    """List the reports the bot said it had recorded, by the message it answered."""
    messages = one.all_messages(room)
    words = {message["id"]: message["text"].partition(" ")[2].partition(" ")[2] for message in messages}
    replies = [m for m in messages if m["bot"] and m["reply"] and RECORDED in m["text"]]
    return [words[reply["reply"]["id"]] for reply in replies]


def unsent(one: House, tally: Tally) -> bool:
    said = {room: "\n".join(one.texts(room)) for room in CROWD}
    return any(text not in said[room] for room, text in tally.notices)


def judge(one: House, tally: Tally) -> None:
    """Compare what was said with what is there."""
    recorded = Counter(one.recorded())
    tally.lost = [words for words in tally.said if not recorded[words]]
    tally.recorded_twice = [words for words, count in recorded.items() if count > 1]
    told = Counter(words for room in CROWD for words in confirmed(one, room))
    tally.acknowledged = len(told)
    tally.answered_twice = sum(count - 1 for count in told.values())
    tally.acknowledged_in_vain = [words for words in told if not recorded[words]]
    texts = {room: one.texts(room) for room in CROWD}
    for room, text in tally.notices:
        judge_notice(tally, [said for said in texts[room] if text in said], f"{text}:{room}")
    tally.unreadable += check(one.state)
    counts = one.look(lambda reader: reader.counts())
    tally.still_waiting = [f"{n} {what}" for what, n in counts.items() if what != "updates" and n]


def judge_notice(tally: Tally, copies: list[str], name: str) -> None:
    """A notice stands in its group; again only with its mark, and once for each kill that hit it on its way."""
    if not copies:
        tally.notices_lost.append(name)
    tally.notices_repeated += max(0, len(copies) - 1)
    tally.repeated_unmarked += [name for copy in copies[1:] if REPEAT_MARK not in copy]
    if len(copies) > 1 + tally.in_doubt[name]:
        tally.repeated_too_often.append(name)
