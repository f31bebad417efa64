"""Handlers that are loaded when they are first called: a start must not wait for what is asked for once a week."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any


class Later:
    """Stands for a module whose asynchronous handlers are called by name; it is loaded beside the event loop.

    Where it stands, the module is imported under TYPE_CHECKING, so that its calls are checked as any other.
    """

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        async def handler(*args: Any, **kwargs: Any) -> Any:
            module = sys.modules.get(self._module) or await asyncio.to_thread(import_module, self._module)
            return await getattr(module, name)(*args, **kwargs)

        handler.__name__ = name
        return handler
