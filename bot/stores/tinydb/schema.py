"""The file: its name, tables, format version and how a connection to it is made."""

import contextlib
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.durable import fsync_folder
from bot.errors import StoreError, StoreTooNew
from bot.stores.tinydb.sealed import Report, SealedTable

FILE, ARCHIVE, LOCK = "plan.sqlite3", "archive.sqlite3", "plan.lock"
FORMAT = 2
LONGEST_LOG = 64 << 20  # bytes
APPLICATION = 0x504C414E  # "PLAN", so that `file` and this module tell our files from other people's
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

DOCUMENTS = SealedTable("documents", ("tbl", "doc_id", "body"), keys=2)
UPDATES = SealedTable("updates", ("id", "key", "subject", "at", "message", "edited", "retracted", "superseded", "body"))
INBOX = SealedTable("inbox", ("id", "key", "lane", "fate", "at", "body", "why"))
OUTBOX = SealedTable("outbox", ("key", "id", "state", "priority", "body"))
SAID = SealedTable("said", ("subject", "stage", "date", "audience"), keys=4)
SENT = SealedTable("sent", ("room", "message_id", "subjects"), keys=2)
AUDIT = SealedTable("audit", ("id", "subject", "body"))
LAMP_CHANGES = SealedTable("lamp_changes", ("id", "at", "body"))
DIGESTS = SealedTable("digests", ("key", "body"))
TABLES = (DOCUMENTS, UPDATES, INBOX, OUTBOX, SAID, SENT, AUDIT, LAMP_CHANGES, DIGESTS)

_UPDATES_TABLE = """
CREATE TABLE updates (id INTEGER PRIMARY KEY, key TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL,
    message TEXT NOT NULL, edited INTEGER NOT NULL, retracted INTEGER NOT NULL, superseded INTEGER NOT NULL,
    body TEXT NOT NULL, seal INTEGER NOT NULL);
CREATE UNIQUE INDEX updates_key ON updates (key);
CREATE INDEX updates_subject ON updates (subject, id);
CREATE INDEX updates_message ON updates (message) WHERE message <> '';
CREATE INDEX updates_at ON updates (at);
"""

_MAIN = """
CREATE TABLE documents (seq INTEGER PRIMARY KEY, tbl TEXT NOT NULL, doc_id NOT NULL, body TEXT NOT NULL,
    seal INTEGER NOT NULL);
CREATE UNIQUE INDEX documents_id ON documents (tbl, doc_id);

CREATE TABLE inbox (id INTEGER PRIMARY KEY, key TEXT NOT NULL, lane TEXT NOT NULL, fate TEXT NOT NULL,
    at INTEGER NOT NULL, body TEXT NOT NULL, why TEXT NOT NULL, seal INTEGER NOT NULL);
CREATE UNIQUE INDEX inbox_key ON inbox (key);
CREATE INDEX inbox_waiting ON inbox (id) WHERE fate = 'waiting';
CREATE INDEX inbox_aside ON inbox (id) WHERE fate = 'aside';

CREATE TABLE outbox (id INTEGER PRIMARY KEY, key TEXT NOT NULL, state TEXT NOT NULL, priority INTEGER NOT NULL,
    body TEXT NOT NULL, seal INTEGER NOT NULL);
CREATE UNIQUE INDEX outbox_key ON outbox (key);
CREATE INDEX outbox_open ON outbox (priority, id) WHERE state IN ('queued', 'sending');

CREATE TABLE said (subject TEXT NOT NULL, stage TEXT NOT NULL, date TEXT NOT NULL, audience TEXT NOT NULL,
    seal INTEGER NOT NULL, PRIMARY KEY (date, subject, stage, audience)) WITHOUT ROWID;
CREATE TABLE sent (room TEXT NOT NULL, message_id TEXT NOT NULL, subjects TEXT NOT NULL, seal INTEGER NOT NULL,
    PRIMARY KEY (room, message_id)) WITHOUT ROWID;
CREATE TABLE audit (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, body TEXT NOT NULL, seal INTEGER NOT NULL);
CREATE INDEX audit_subject ON audit (subject, id);
CREATE TABLE lamp_changes (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL, seal INTEGER NOT NULL);
CREATE INDEX lamp_changes_at ON lamp_changes (at);
CREATE TABLE digests (key TEXT PRIMARY KEY, body TEXT NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;
"""

Migration = Callable[[sqlite3.Connection], None]


def _leave_as_it_is(db: sqlite3.Connection) -> None:
    """Change nothing: what the next format adds stands beside what there is."""


# Format n → the step that makes n + 1 of it. Each runs in the one transaction that also moves the number. A step that
# changes the updates must do so in the archive too, which `prepare_archive` brings along.
MIGRATIONS: Mapping[int, Migration] = {
    1: _leave_as_it_is,  # 2 has documents of matters, and reports that an office has ruled on
}


def log_of(path: Path) -> Path:
    """Name the write-ahead log beside a database file."""
    return path.with_name(path.name + "-wal")


def micros(at: datetime) -> int:
    """Count the microseconds since 1970 of an aware time, for an index that orders across zones."""
    return (at - EPOCH) // timedelta(microseconds=1)


def connect(path: Path, *, mode: str) -> sqlite3.Connection:
    """Open a connection: `rwc` may create the file, `rw` and `ro` may not.

    Text comes back as bytes, for the checksum is over bytes and a damaged row need not be text at all. Transactions are
    begun and ended by hand.
    """
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    db = _configured(sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=5))
    try:
        if mode in ("rw", "rwc"):
            db.execute("PRAGMA synchronous = FULL")
            # The writer copies the log back into the file itself, between commits, not inside one.
            db.execute("PRAGMA wal_autocheckpoint = 0")
            # A log that a long backup held open does not stay as long as it grew.
            db.execute(f"PRAGMA journal_size_limit = {LONGEST_LOG}").fetchall()
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        db.close()
        raise
    return db


def connect_to_read(path: Path, *, missing_is_empty: bool = False) -> sqlite3.Connection:
    """Open a connection that cannot write; where that is allowed, to an empty state in memory for a missing file.

    A file with nothing in it, left by a first start that was cut short, counts as missing.
    """
    if missing_is_empty and not path.exists():
        return _empty_state()
    db = _connect_to_read(path)
    if missing_is_empty and not _has_tables(db):
        db.close()
        return _empty_state()
    return db


def _empty_state() -> sqlite3.Connection:
    db = _configured(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
    _in_one_transaction(db, [_create], FORMAT)
    return db


def _connect_to_read(path: Path) -> sqlite3.Connection:
    try:
        return connect(path, mode="ro")
    except sqlite3.OperationalError:
        # In a folder that cannot be written, a file without a log can only be read as one that nobody changes.
        log = log_of(path)
        if log.exists() and log.stat().st_size:
            raise
        return connect(path, mode="ro&immutable=1")


def attach_archive(db: sqlite3.Connection, state_dir: Path, report: Report, *, mode: str) -> bool:
    """Make the archive readable as schema `archive` of this connection; say whether there is one to read.

    One that cannot be read is reported, and the rest goes on without it.
    """
    path = state_dir / ARCHIVE
    if not path.exists():
        return False
    try:
        db.execute("ATTACH ? AS archive", (f"{path.resolve().as_uri()}?mode={mode}",))
        try:
            if _has_tables(db, "archive"):
                db.execute("SELECT id FROM archive.updates LIMIT 1").fetchone()
                return True
        except sqlite3.Error:
            db.execute("DETACH archive")
            raise
        db.execute("DETACH archive")  # its making was cut short; the next move to it goes on with that
    except sqlite3.Error as error:
        report(f"{ARCHIVE}: {error}")
    return False


def prepare(path: Path, migrations: Mapping[int, Migration] = MIGRATIONS, newest: int = FORMAT) -> None:
    """Create the file or bring it to the newest format, keeping a copy of the old one.

    Raise StoreTooNew, NotRecorded, StoreError.
    """
    with contextlib.closing(connect(path, mode="rwc")) as db:
        found = format_of(db, path, newest)
        if found == newest:
            return
        if found == 0:
            write_ahead(db)
            _in_one_transaction(db, [_create], newest)
        else:
            _keep_copy(db, path, found)
            _in_one_transaction(db, [migrations[step] for step in range(found, newest)], newest)
    fsync_folder(path.parent)


def prepare_archive(path: Path) -> None:
    """Create the archive's file where there is none, or bring it to the newest format."""
    with contextlib.closing(connect(path, mode="rwc")) as db:
        found = format_of(db, path)
        if found == 0:
            write_ahead(db)
            _in_one_transaction(db, [lambda new: _run(new, _UPDATES_TABLE)], FORMAT)
        elif found < FORMAT:
            _in_one_transaction(db, [MIGRATIONS[step] for step in range(found, FORMAT)], FORMAT)
    fsync_folder(path.parent)


def format_of(db: sqlite3.Connection, path: Path, newest: int = FORMAT) -> int:
    """Read the format a file is in, 0 for an empty one; raise StoreTooNew or StoreError where it is none of ours."""
    (found,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if _has_tables(db) and application != APPLICATION:
        raise StoreError(f"{path} is a database of some other program; name another state directory (--state DIR)")
    if found > newest:
        raise StoreTooNew(
            f"{path} was written by a later version (format {found}, this one reads up to {newest}); "
            "install that version again, or restore a backup made before it"
        )
    return found


def _has_tables(db: sqlite3.Connection, schema: str = "main") -> bool:
    return bool(db.execute(f"SELECT count(*) FROM {schema}.sqlite_schema").fetchone()[0])


def write_ahead(db: sqlite3.Connection) -> None:
    """Have changes go to a log first, so that readers and a crash find the last commit; no cost where it is so."""
    db.execute("PRAGMA journal_mode = WAL").fetchall()


def _configured(db: sqlite3.Connection) -> sqlite3.Connection:
    db.text_factory = bytes
    db.execute("PRAGMA cache_size = -8192")  # KiB
    return db


def _create(db: sqlite3.Connection) -> None:
    _run(db, _UPDATES_TABLE + _MAIN)


def _run(db: sqlite3.Connection, script: str) -> None:
    # Not executescript, which commits first.
    for statement in script.split(";"):
        if statement.strip():
            db.execute(statement)


def _in_one_transaction(db: sqlite3.Connection, steps: list[Migration], newest: int) -> None:
    db.execute("BEGIN IMMEDIATE")
    for step in steps:
        step(db)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {newest}")
    db.execute("COMMIT")


def _keep_copy(db: sqlite3.Connection, path: Path, found: int) -> None:
    kept = path.with_name(f"{path.name}.format-{found}")
    kept.unlink(missing_ok=True)
    copy = sqlite3.connect(kept)
    try:
        db.backup(copy)
    finally:
        copy.close()
