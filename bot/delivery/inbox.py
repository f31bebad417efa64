"""The inbox: what came in is on disk before the platform is told so, and stays until it is handled.

One chat's updates are handled in their order, several chats at once. An update whose handling fails is set aside with
the reason, and the next one comes.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace

import structlog

from bot.chats.base import Chat, Incoming
from bot.clock import Clock
from bot.delivery.gate import backoff
from bot.delivery.trouble import Alarm, Bell, Failures, Trouble, no_alarm
from bot.delivery.waiting import Sleep, finished
from bot.errors import ChatError, StoreError
from bot.stores.base import Received, Store, Transaction

LANES = 8  # chats handled at once; more makes python-telegram-bot slower, not faster
PATIENCE = 1.0  # seconds after which a slow handler no longer keeps other chats from being served
MOST_WAITING = 2000  # updates in memory over which no more are fetched
GRACE = 5.0  # seconds a stop waits for what is being handled
GRACE_OF_MARKS = 2.0  # seconds it then waits for the disk; what is not marked is handled once more
UNKEEPABLE = 1000  # characters kept of an update the store cannot take
log = structlog.get_logger("bot.delivery")

Handle = Callable[[Incoming], Awaitable[None]]
Mark = tuple[str, Callable[[Transaction], None]]  # a key and what is noted about it


class Inbox:
    """Receives from one platform and hands over, once each, to `handle`, which answers.

    Counts updates `received`, `repeated` (brought again by the platform), `handled` and `set_aside`.
    """

    def __init__(
        self,
        store: Store,
        chat: Chat,
        clock: Clock,
        handle: Handle,
        *,
        alarm: Alarm = no_alarm,
        lanes: int = LANES,
        patience: float = PATIENCE,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._store, self._chat, self._clock, self._handle = store, chat, clock, handle
        self._failures, self._sleep, self._patience = Failures(Bell(alarm), sleep), sleep, patience
        self._hands = asyncio.Semaphore(lanes)
        self._lanes: dict[str, deque[Received]] = {}
        self._open: dict[str, float] = {}  # keys not yet handled, oldest first, and when they came
        self._known: set[str] = set()  # keys not yet handled, or not yet marked so on disk
        self._unwritten: set[str] = set()  # keys of which the disk knows nothing
        self._working: set[asyncio.Task[None]] = set()
        self._marks: list[Mark] = []
        self._marking: asyncio.Task[None] | None = None
        self._polling: asyncio.Task[None] | None = None
        self._progress = asyncio.Event()
        self.received = self.repeated = self.handled = self.set_aside = 0

    async def start(self, *, poll: bool = True) -> None:
        """Take up what an earlier run left, then receive. Without `poll` updates come by `keep` (a webhook)."""
        platform = f"{self._chat.name}:"
        for received in await self._store.read(lambda reader: reader.waiting()):
            if received.key.startswith(platform):
                self._enqueue(received)
        if poll:
            self._polling = asyncio.create_task(self._poll())

    async def stop(self) -> None:
        """Receive no more, and let what is being handled finish; the rest waits on disk for the next start."""
        if self._polling is not None:
            await finished({self._polling}, 0, self._sleep)
        for lane in self._lanes.values():
            lane.clear()
        await finished(set(self._working), GRACE, self._sleep)
        if self._marking is not None:
            await finished({self._marking}, GRACE_OF_MARKS, self._sleep)
        self._failures.stop()

    async def wait(self) -> None:
        """Wait until receiving ends; raise what ended it (a revoked token), nothing after a `stop`."""
        if self._polling is None:
            return
        await asyncio.wait({self._polling})
        if not self._polling.cancelled():
            self._polling.result()

    async def idle(self) -> None:
        """Wait until everything received is handled and marked so."""
        await self._until(lambda: not self._known and not self._open)

    @property
    def depth(self) -> int:
        """Count the updates received and not yet handled."""
        return len(self._open)

    @property
    def age(self) -> float:
        """Say for how many seconds the oldest update not yet handled has been waiting; 0 where none is."""
        began = next(iter(self._open.values()), None)
        return 0.0 if began is None else self._clock.monotonic() - began

    @property
    def ended(self) -> str:
        """Say why nothing is received any more; empty while receiving goes on, or was never begun."""
        if self._polling is None or not self._polling.done() or self._polling.cancelled():
            return ""
        return f"receiving has ended: {self._polling.exception()}"

    async def keep(self, batch: Sequence[Mapping[str, object]]) -> None:
        """Take updates in; return when they are safe: on disk, or where the disk does not take them, handled."""
        now = self._clock.now()
        sifted = map(self._chat.sifted, batch)  # first of all: what must not be kept reaches no disk and no log
        received = [Received(self._chat.key(raw), self._chat.lane(raw), raw, now) for raw in sifted]
        fresh = list({one.key: one for one in received if one.key not in self._known}.values())
        self.received += len(received)
        self.repeated += len(received) - len(fresh)
        try:
            new = await self._store.write(lambda change: [one for one in fresh if change.receive([one])])
        except StoreError as error:
            log.error("updates cannot be written down; they are handled all the same", why=str(error))
            await self._handle_unwritten(fresh)
        except Exception:
            log.exception("a batch of updates cannot be written down as it is")
            await self._keep_singly(fresh)
        else:
            self.repeated += len(fresh) - len(new)
            for one in new:
                self._enqueue(one)

    async def _handle_unwritten(self, received: Sequence[Received]) -> None:
        """Handle updates that are on no disk before the platform forgets them.

        Questions are still answered, and a report is answered with the truth: it was not recorded.
        """
        keys = {one.key for one in received}
        self._unwritten |= keys
        for one in received:
            self._enqueue(one)
        await self._until(lambda: not keys & self._open.keys())

    async def _keep_singly(self, received: Sequence[Received]) -> None:
        """Find the update the store cannot take, and set a likeness of it aside, so that the others come in."""
        for one in received:
            try:
                new = await self._store.write(lambda change, one=one: change.receive([one]))
            except StoreError:
                await self._handle_unwritten([one])
            except Exception as error:
                likeness = replace(one, raw={"unkeepable": ascii(one.raw)[:UNKEEPABLE]})
                await self._store.write(lambda change, likeness=likeness: change.receive([likeness]))
                self._put_aside(likeness, error)
            else:
                if new:
                    self._enqueue(one)

    async def _poll(self) -> None:
        failures = 0
        while True:
            try:
                await self._poll_on()
            except ChatError as error:
                log.error("receiving has ended", platform=self._chat.name, why=str(error))
                raise
            except Exception:
                # A poller that dies unseen is the worst that can happen to a bot.
                failures += 1
                log.exception("receiving broke and begins anew", platform=self._chat.name)
                await self._sleep(backoff(failures))

    async def _poll_on(self) -> None:
        batches = self._chat.receive()
        try:
            async for batch in batches:
                await self.keep(batch)
                await self._until(lambda: len(self._open) <= MOST_WAITING)
        finally:
            # A generator that is not run to its end keeps its connection until somebody closes it.
            if isinstance(batches, AsyncGenerator):
                await batches.aclose()

    def _enqueue(self, received: Received) -> None:
        self._open[received.key] = self._clock.monotonic()
        self._known.add(received.key)
        lane = self._lanes.get(received.lane)
        if lane is not None:
            lane.append(received)
            return
        self._lanes[received.lane] = deque([received])
        worker = asyncio.create_task(self._work(received.lane))
        self._working.add(worker)
        worker.add_done_callback(self._working.discard)

    async def _work(self, lane: str) -> None:
        """Handle one chat's updates one after the other until there are none."""
        waiting = self._lanes[lane]
        while waiting:
            received = waiting.popleft()
            await self._hands.acquire()
            await self._with_a_hand(self._one(received))
            self._open.pop(received.key, None)
            self._progress.set()
        del self._lanes[lane]

    async def _with_a_hand(self, work: Coroutine[None, None, None]) -> None:
        """Do some work; where it takes long (it may wait for its chat's turn) its hand is freed for other chats."""
        doing = asyncio.ensure_future(work)
        nap = asyncio.ensure_future(self._sleep(self._patience))
        try:
            await asyncio.wait({doing, nap}, return_when=asyncio.FIRST_COMPLETED)
            self._hands.release()
            await doing
        finally:
            nap.cancel()
            doing.cancel()

    async def _one(self, received: Received) -> None:
        try:
            incoming = self._chat.parse(received.raw)
            if incoming is not None:
                await self._handle(incoming)
        except Exception as error:
            self._put_aside(received, error)
        else:
            self.handled += 1
            self._mark(received.key, lambda change: change.handled(received.key))

    def _put_aside(self, received: Received, error: Exception) -> None:
        why = f"{type(error).__name__}: {error}"
        log.error("an update could not be handled and is set aside", key=received.key, exc_info=error)
        self.set_aside += 1
        self._mark(received.key, lambda change: change.put_aside(received.key, why))
        self._failures.add(Trouble("set_aside", received.key, why, received.lane), error)

    def _mark(self, key: str, work: Callable[[Transaction], None]) -> None:
        """Note on disk, soon, what became of an update: many notes share a write, and no answer waits for it."""
        if key in self._unwritten:
            self._unwritten.discard(key)
            self._known.discard(key)
            return
        self._marks.append((key, work))
        if self._marking is None:
            self._marking = asyncio.create_task(self._write_marks())

    async def _write_marks(self) -> None:
        failures = 0
        while self._marks:
            marks, self._marks = self._marks, []
            try:
                await self._store.write(lambda change, marks=marks: [work(change) for _, work in marks])
            except StoreError as error:
                failures += 1
                log.error("what was handled cannot be written down", why=str(error))
                self._marks = marks + self._marks
                await self._sleep(backoff(failures))
                continue
            except Exception:
                # They stay in the inbox and are handled once more after the next start.
                log.exception("what was handled cannot be written down")
            self._known.difference_update(key for key, _ in marks)
            self._progress.set()
        self._marking = None

    async def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            self._progress.clear()
            await self._progress.wait()
