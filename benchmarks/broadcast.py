"""A broadcast to 1,000 groups under both models of the platform's limits, and commands while it runs."""

import asyncio
import random
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path

from benchmarks import big
from benchmarks.local import CLERK, BotProcess, Server, ours, peer, telegram
from benchmarks.table import Table, percentile, spread
from bot.plan.files import read_plan
from bot.stores.tinydb import open_store
from bot.web.demo.limits import Limits

RUNS = 9
GROUPS, ASKING = 1_000, 60
PER_SECOND = 30
ASKED_PER_SECOND, IDLE_SECONDS = 2.0, 15.0
MEANWHILE = ("a command meanwhile, p99 ms", "after it")
DIGEST_DAY = date(2023, 7, 3)
OFFICE = -1_000_000_900_000  # a chat to tell the peers to begin in
PATIENCE, QUIET = 150.0, 8.0
ASKED = ("ours, and commands", "ptb, commands alone")  # the second sends no broadcast: it shows the machine's share
SENDERS = ("ours", ASKED[0], "ptb, AIORateLimiter", "ptb, AIORateLimiter, 5 retries", "aiogram", ASKED[1])
ALL_DAY = {"HOURS__START": "00:00:00", "HOURS__END": "23:59:59", "HOURS__SPREAD_SECONDS": "0"}


@dataclass
class Sent:
    """What one sender did in one run."""

    share: float  # of the limit
    refused: int
    lost: int
    doubled: int
    idle: list[float] = field(default_factory=list[float])
    meanwhile: list[float] = field(default_factory=list[float])


async def measure(runs: int = RUNS) -> list[Table]:
    """Let all senders broadcast side by side, each to its own server, under one model and the other; ours alone."""
    plan = big.plan_folder(GROUPS, GROUPS)
    return [*[await _model(model, runs, plan) for model in ("window", "bucket")], await _alone(-(-runs // 3), plan)]


async def _model(model: str, runs: int, plan: Path) -> Table:
    found: dict[str, list[Sent]] = {}
    for run in range(runs):
        for name, sent in (await _run(model, run, plan, SENDERS)).items():
            found.setdefault(name, []).append(sent)
    return _table(model, runs, found)


async def _alone(runs: int, plan: Path) -> Table:
    """Ask during a broadcast while no other bot takes the processors."""
    sent = [(await _run("window", run, plan, ASKED[:1]))[ASKED[0]] for run in range(runs)]
    table = Table(f"Commands during a broadcast to {GROUPS:,} groups, no other bot at work", ("sender", *MEANWHILE))
    meanwhile, after = _waited(sent)
    table.row(ASKED[0], f"{meanwhile:.1f}", f"{after:.1f}")
    table.at_most("p99 of a command during it, to after it", meanwhile / after, 2)
    table.notes.append(f"{runs} runs under the window, {ASKED_PER_SECOND:g} commands a second; p99 over all runs.")
    return table


async def _run(model: str, run: int, plan: Path, names: Sequence[str]) -> Mapping[str, Sent]:
    folder = Path(tempfile.mkdtemp())
    folders = {name: folder / f"{number}" for number, name in enumerate(names)}
    try:
        # Before the servers run, for what makes a state would hold them up.
        for name, own in folders.items():
            await asyncio.to_thread(_prepare, name, own, plan)
        async with AsyncExitStack() as stack:
            sends = [_broadcast(stack, name, model, run, plan, own) for name, own in folders.items()]
            return dict(zip(names, await asyncio.gather(*sends), strict=True))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _broadcast(stack: AsyncExitStack, name: str, model: str, run: int, plan: Path, folder: Path) -> Sent:
    """Let one sender send to every group. Commands, where asked for, come during it, and for comparison after it."""
    groups = [big.FIRST_GROUP - number for number in range(GROUPS)]
    asking = [groups[-1] - 1 - number for number in range(ASKING)]
    server = await stack.enter_async_context(telegram([*groups, *asking, OFFICE]))
    server.local.limits = Limits(time.monotonic, model)
    server.groups = asking
    begin = _ours if name.startswith("ours") else _peer
    process = await asyncio.to_thread(begin, name, server, plan, folder, groups)
    stack.enter_context(process)
    await server.polled(process)
    if not name.startswith("ours") and name not in ASKED:
        server.local.say(CLERK, OFFICE, "/broadcast")
    chance, asked = random.Random(run), None
    if name in ASKED:
        asked = asyncio.create_task(server.steady(ASKED_PER_SECOND, PATIENCE, chance))
    if name == ASKED[1]:
        await asyncio.sleep(GROUPS / PER_SECOND)
        sent = Sent(0, 0, 0, 0)
    else:
        await _all_sent(server, groups)
        sent = _judge(server, groups)
    if asked is not None:
        asked.cancel()
        await server.answered()
        sent.meanwhile = [*server.took]
        await asyncio.sleep(3)
        server.begin()
        await server.steady(ASKED_PER_SECOND, IDLE_SECONDS, chance)
        sent.idle = [*server.took]
    return sent


def _prepare(name: str, folder: Path, plan: Path) -> None:
    """Make a sender's folder; for ours the state of a digest day after the hour, with every room bound."""
    folder.mkdir()
    if not name.startswith("ours"):
        return
    read = read_plan(plan)
    store = open_store(folder / "state", read)
    asyncio.run(store.write(lambda change: big.move_in(change, read)))
    store.let_go()
    big.set_clock(folder / "state", read, datetime.combine(DIGEST_DAY, time_of_day(9, 30), big.ZONE))


def _ours(name: str, server: Server, plan: Path, folder: Path, groups: Sequence[int]) -> BotProcess:
    """Start our bot: its first tick finds every digest owed."""
    return ours(server.address, folder, folder / "state", plan, **ALL_DAY)


def _peer(name: str, server: Server, plan: Path, folder: Path, groups: Sequence[int]) -> BotProcess:
    (folder / "groups").write_text("\n".join(map(str, groups)))
    environment = {"GROUPS": str(folder / "groups")}
    if "AIORateLimiter" in name:
        environment["LIMITER"] = "5" if "5" in name else "0"
    return peer(name.partition(",")[0], server.address, folder, **environment)


async def _all_sent(server: Server, groups: Sequence[int]) -> None:
    """Wait until every group has its message, or none comes any more."""
    wanted, end = set(groups), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        await asyncio.sleep(0.5)
        got = {group for group, _ in server.unasked}
        if wanted <= got or (got and time.monotonic() - server.unasked[-1][1] > QUIET):
            return


def _judge(server: Server, groups: Sequence[int]) -> Sent:
    arrived = Counter(group for group, _ in server.unasked if group in set(groups))
    moments = [moment for _, moment in server.unasked]
    begin, end = moments[0], moments[-1]
    messages = sum(begin <= moment <= end for moment in [*moments, *server.answered_at])
    return Sent(
        share=(messages - 1) / (end - begin) / PER_SECOND,
        refused=server.local.limits.refused,
        lost=len(groups) - len(arrived),
        doubled=sum(count > 1 for count in arrived.values()),
    )


def _table(model: str, runs: int, found: Mapping[str, list[Sent]]) -> Table:
    table = Table(
        f"A broadcast to {GROUPS:,} groups, limits as a {model}",
        ("sender", "% of the limit", "refused", "lost", "doubled", *MEANWHILE),
    )
    for name, sent in found.items():
        counts = [spread([float(getattr(s, what)) for s in sent], 0) for what in ("refused", "lost", "doubled")]
        done = (spread([s.share * 100 for s in sent]), *counts) if name != ASKED[1] else ("–",) * 4
        waited = [f"{value:.1f}" for value in _waited(sent)] if name in ASKED else ["–"] * 2
        table.row(name, *done, *waited)
    alone, asked = found["ours"], found[ASKED[0]]
    table.at_least("of the limit, ours", statistics.median(s.share * 100 for s in alone), 97, "%")
    for what in ("refused", "lost", "doubled"):
        table.exactly(f"{what}, ours, all runs", sum(getattr(s, what) for s in (*alone, *asked)))
    meanwhile, after = _waited(asked)
    table.at_most("p99 of a command during it, to after it", meanwhile / after, 2)
    beside, later = _waited(found[ASKED[1]])
    table.notes.append(
        f"{runs} runs, all senders side by side, each to its own server. Our share with commands counts answers too."
        f" Commands: {ASKED_PER_SECOND:g} a second from {ASKING} other groups, p99 over all runs together. The bare bot"
        f" that only answers sends no broadcast: its {beside / later:.1f}× is what the other senders and the servers do"
        " to any bot on the same processors."
    )
    return table


def _waited(sent: Sequence[Sent]) -> tuple[float, float]:
    """Give the p99 of commands during the broadcast and after it, in ms."""
    meanwhile = percentile([took for s in sent for took in s.meanwhile], 0.99) * 1000
    return meanwhile, percentile([took for s in sent for took in s.idle], 0.99) * 1000


if __name__ == "__main__":
    for made in asyncio.run(measure()):
        print(made.markdown)
