"""Commands: how long an answer takes at 50 a second with 10,000 tasks loaded, and how many a slow API allows."""

import asyncio
import random
import shutil
import statistics
import tempfile
from contextlib import AsyncExitStack
from datetime import datetime, time
from pathlib import Path

from benchmarks import big
from benchmarks.local import BotProcess, Server, ours, peer, telegram
from benchmarks.table import Table, percentile, spread
from bot.plan.files import read_plan
from bot.web.demo.faults import Fault, FaultKind

RUNS = 9
PER_SECOND, SECONDS = 50.0, 8.0
GROUPS = 600
# Commands that wait when the bot comes to them: two of each group, in their order. Of fewer groups the second would
# come within a second of the first, and wait for the limit of one answer a second a chat, which only ours keeps.
BURST_GROUPS, EACH = 200, 2
SLOW = 0.05  # seconds the slow API takes over a send
NO_NOTICES = {"HOURS__START": "00:00:00", "HOURS__END": "00:00:01"}  # answers alone are measured here
MILLISECONDS = 1000

Bots = dict[str, tuple[Server, BotProcess]]


async def measure(runs: int = RUNS) -> list[Table]:
    """Run both benches on the same processes, all started before the first run."""
    folder = Path(tempfile.mkdtemp())
    try:
        async with AsyncExitStack() as stack:
            bots = await _start(stack, folder)
            return [await _latency(bots, runs), await _throughput(bots, runs)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _start(stack: AsyncExitStack, folder: Path) -> Bots:
    plan = big.plan_folder()
    moment = datetime.combine(big.TODAY, time(10), big.ZONE)
    state = await asyncio.to_thread(big.copy_at, moment, 1000, folder / "state")
    titles = [department.name for department in (await asyncio.to_thread(read_plan, plan)).departments]
    groups = [big.FIRST_GROUP - number for number in range(GROUPS)]
    bots: Bots = {}
    names = ("ours", "ptb", "ptb 8 at once", "aiogram")
    for name in names:
        server = await stack.enter_async_context(telegram(groups, titles))
        if name == "ours":
            process = ours(server.address, folder, state, plan, **NO_NOTICES)
        else:
            more = {"CONCURRENT": "8"} if "8" in name else {}
            process = peer(name.split()[0], server.address, folder, **more)
        stack.enter_context(process)
        bots[name] = (server, process)
    for server, process in bots.values():
        await server.polled(process)
        server.ask(groups[0])
        await server.answered()
    await asyncio.sleep(5)  # what a start leaves to do is done
    return bots


async def _latency(bots: Bots, runs: int) -> Table:
    table = Table(
        "A command at 50 a second", ("bot", "p50 ms", "p99 ms", "CPU ms a command", "unanswered", "out of order")
    )
    middles, tails, costs = ({name: list[float]() for name in bots} for _ in range(3))
    unanswered, disordered = dict.fromkeys(bots, 0), dict.fromkeys(bots, 0)
    for run in range(runs):
        for name, (server, process) in bots.items():
            server.begin()
            before = process.cpu_seconds
            await server.steady(PER_SECOND, SECONDS, random.Random(run))
            took = [seconds * MILLISECONDS for seconds in server.took]
            middles[name].append(statistics.median(took))
            tails[name].append(percentile(took, 0.99))
            costs[name].append((process.cpu_seconds - before) / len(took) * MILLISECONDS)
            unanswered[name] += server.unanswered
            disordered[name] += server.out_of_order
    for name in bots:
        figures = [spread(values[name]) for values in (middles, tails, costs)]
        table.row(name, *figures, str(unanswered[name]), str(disordered[name]))
    table.at_most("p99, ours to bare PTB", statistics.median(tails["ours"]) / statistics.median(tails["ptb"]), 1.2)
    table.at_most("p50, ours to bare PTB", statistics.median(middles["ours"]) / statistics.median(middles["ptb"]), 1.2)
    table.notes += [
        f"`/target gdp` in {GROUPS} groups, at random moments, {PER_SECOND:.0f} a second for {SECONDS:.0f} s,"
        f" {runs} interleaved runs, limits off. Ours has {big.TASKS:,} tasks and {big.DEPARTMENTS:,} rooms loaded,"
        " writes each command to disk before the platform forgets it, and looks its answer up; the peers answer a fixed"
        " text of the same length and keep nothing."
    ]
    return table


async def _throughput(bots: Bots, runs: int) -> Table:
    count = BURST_GROUPS * EACH
    table = Table(f"{count} commands that wait, the API takes 50 ms", ("bot", "commands a second", "out of order"))
    rates = {name: list[float]() for name in bots}
    disordered = dict.fromkeys(bots, 0)
    for _ in range(runs):
        for name, (server, _process) in bots.items():
            server.begin()
            server.local.faults.plan(Fault(FaultKind.DELAY, "sendMessage", times=0, seconds=SLOW))
            began = asyncio.get_running_loop().time()
            for group in [group for group in server.groups[:BURST_GROUPS] for _ in range(1)] * EACH:
                server.ask(group)
            await server.answered()
            rates[name].append(count / (asyncio.get_running_loop().time() - began))
            disordered[name] += server.out_of_order
            server.local.faults.clear()
    for name in bots:
        table.row(name, spread(rates[name]), str(disordered[name]))
    table.at_least(
        "commands a second, ours to PTB's default",
        statistics.median(rates["ours"]) / statistics.median(rates["ptb"]),
        7,
    )
    table.exactly("answers out of their chat's order, ours", disordered["ours"])
    table.notes += [f"Two commands each of {BURST_GROUPS} groups; {runs} interleaved runs, limits off."]
    return table


if __name__ == "__main__":
    for made in asyncio.run(measure()):
        print(made.markdown)
