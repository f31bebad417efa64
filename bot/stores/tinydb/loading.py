"""The first picture: documents read once, and what is damaged of them mended where history still knows it."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.errors import StoreError
from bot.plan.model import Plan
from bot.progress.standing import summarise
from bot.stores.base import View
from bot.stores.tinydb import schema
from bot.stores.tinydb.history import History
from bot.stores.tinydb.hot import document_of, read_view
from bot.stores.tinydb.plan_documents import refuse_another_plan, store_plan, stored_plan
from bot.stores.tinydb.rows import Documents
from bot.stores.tinydb.sealed import Report


def load(db: sqlite3.Connection, plan: Plan, report: Report, *, archived: bool, mend: bool) -> View:
    """Read the view on one consistent state; every damaged document is reported.

    A summary that is damaged is made anew of its reports; with `mend` it is also written. What history does not know
    (a room, a person) is missing from the view: the rest of the bot goes on.
    """
    damaged: list[str] = []

    def hear(place: str) -> None:
        damaged.append(place)
        report(place)

    db.execute("BEGIN IMMEDIATE" if mend else "BEGIN")
    try:
        view = read_view(Documents(db, hear), plan)
        made = _summaries_made_anew(damaged, History(db, report, archived=archived))
        if mend:
            _write(Documents(db), "summaries", made)
    finally:
        db.execute("COMMIT")
    return replace(view, summaries={**view.summaries, **made}) if made else view


def plan_to_show(documents: Documents, plan: Plan | None, *, store: bool) -> Plan:
    """Take the plan of the files, and store it; without one, the plan stored last.

    Raise StoreError where there is none, or where the state belongs to another plan.
    """
    if plan is not None:
        refuse_another_plan(documents, plan)
        if store:
            store_plan(documents, plan)
        return plan
    found = stored_plan(documents)
    if found is None:
        raise StoreError("no plan was stored here yet; start the bot once with its plan folder")
    return found


def _summaries_made_anew(damaged: list[str], history: History) -> Mapping[str, Any]:
    prefix = schema.DOCUMENTS.place("summaries", "")
    subjects = [place.removeprefix(prefix) for place in damaged if place.startswith(prefix)]
    return {subject: summarise(subject, history.to_summarise(subject)) for subject in subjects}


def _write(documents: Documents, table: str, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        documents.keyed(table).put(key, document_of(table, value))
