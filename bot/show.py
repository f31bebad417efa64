"""The dashboard, served beside the bot where `[dashboard] listen` says. A port in use is a warning: the bot goes on."""

import contextlib
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

import structlog
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from bot.clock import Clock
from bot.config import Config
from bot.errors import Refused
from bot.stores.base import Store
from bot.web.serving import serving

if TYPE_CHECKING:
    from bot.web.dashboard import Dashboard

log = structlog.get_logger("bot.dashboard")


@contextlib.asynccontextmanager
async def shown(store: Store, config: Config, clock: Clock) -> AsyncGenerator[Config]:
    """Serve the dashboard while the block runs; yields the configuration with the address it is reached under."""
    if not config.dashboard.listen:
        yield config
        return
    host, _, port = config.dashboard.listen.rpartition(":")
    async with contextlib.AsyncExitStack() as stack:
        pages = _Pages(store, config, clock)
        try:
            served = serving(pages, host=host, port=int(port), before_stop=pages.close)
            where = await stack.enter_async_context(served)
        except Refused as refused:
            log.warning("there is no dashboard", why=str(refused), way_out="[dashboard] listen")
            yield _reached(config, "", listen="")
            return
        yield _reached(config, config.dashboard.url or where)


class _Pages:
    """The dashboard, made when somebody first asks for a page: no start waits for what most never open."""

    def __init__(self, store: Store, config: Config, clock: Clock) -> None:
        self._of = (store, config, clock)
        self._dashboard: Dashboard | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await Starlette()(scope, receive, send)
            return
        if self._dashboard is None:
            from bot.web.dashboard import Dashboard

            self._dashboard = Dashboard(*self._of)
        await self._dashboard.app(scope, receive, send)

    async def close(self) -> None:
        if self._dashboard is not None:
            await self._dashboard.close()


def _reached(config: Config, url: str, **more: str) -> Config:
    return config.model_copy(update={"dashboard": config.dashboard.model_copy(update={"url": url, **more})})
