"""The built-in engine: TinyDB documents and indexed history in one SQLite file."""

from bot.stores.tinydb.backup import backup, restore
from bot.stores.tinydb.checking import check
from bot.stores.tinydb.store import TinyStore, open_store

__all__ = ["TinyStore", "backup", "check", "open_store", "restore"]
