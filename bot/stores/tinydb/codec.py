"""Frozen dataclasses become small JSON objects and back.

A field at its default is left out, so that rows stay small and a later version may add fields. Dates inside free
mappings (a reason's values, a setting) keep their type by a mark; tuples there come back as lists.
"""

import base64
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Coder = Callable[[Any], Any]
Coders = tuple[Coder, Coder]  # to JSON, from JSON

# Made once: json.dumps would make one for every document.
_WRITERS = {
    strict: json.JSONEncoder(ensure_ascii=False, allow_nan=not strict, separators=(",", ":")).encode
    for strict in (True, False)
}

DATE, INSTANT, PLAIN = "$date", "$at", "$plain"
MARKS = ({DATE}, {INSTANT}, {PLAIN})


def encode(value: object) -> dict[str, Any]:
    """Make a JSON object of a dataclass."""
    return _of_class(type(value))[0](value)


def decode(cls: type[T], document: Mapping[str, Any]) -> T:
    """Make the dataclass again; raise KeyError, TypeError or ValueError where the document does not fit it."""
    return _of_class(cls)[1](document)


def dumps(document: object, *, strict: bool = True) -> str:
    """Write JSON text that is sure to fit UTF-8; with `strict`, NaN is a ValueError as it is in JSON."""
    text = _WRITERS[strict](document)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate, which a chat can send in an escape
        return json.dumps(document, allow_nan=not strict, separators=(",", ":"))
    return text


def free(value: Any) -> Any:
    """Make plain JSON of a value nobody declared a type for; raise TypeError where that cannot be done."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, datetime):
        return {INSTANT: value.isoformat()}
    if isinstance(value, date):
        return {DATE: value.isoformat()}
    if isinstance(value, Mapping):
        plain = {_text(key): free(inner) for key, inner in value.items()}
        return {PLAIN: plain} if plain.keys() in MARKS else plain
    if isinstance(value, (list, tuple)):
        return [free(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} cannot be stored")


def freed(value: Any) -> Any:
    """Read what `free` wrote."""
    if isinstance(value, dict):
        if value.keys() == {DATE}:
            return date.fromisoformat(value[DATE])
        if value.keys() == {INSTANT}:
            return datetime.fromisoformat(value[INSTANT])
        if value.keys() == {PLAIN}:
            value = value[PLAIN]
        return {key: freed(inner) for key, inner in value.items()}
    return [freed(inner) for inner in value] if isinstance(value, list) else value


@cache
def _of_class(cls: type[Any]) -> Coders:
    hints = typing.get_type_hints(cls)
    coders: dict[str, Coders] = {}
    defaults: dict[str, Any] = {}
    for field in fields(cls):
        coders[field.name] = _of(hints[field.name])
        if field.default is not MISSING:
            defaults[field.name] = field.default
        elif field.default_factory is not MISSING:
            defaults[field.name] = field.default_factory()
    encoders = [(name, defaults.get(name, MISSING), coder[0]) for name, coder in coders.items()]
    decoders = {name: coder[1] for name, coder in coders.items()}

    def to_json(value: Any) -> dict[str, Any]:
        document: dict[str, Any] = {}
        for name, default, coder in encoders:
            inner = getattr(value, name)
            if inner is default or inner == default:
                continue
            document[name] = coder(inner)
        return document

    def from_json(document: Mapping[str, Any]) -> Any:
        return cls(**{name: decoders[name](inner) for name, inner in document.items()})

    return to_json, from_json


@cache
def _of(hint: Any) -> Coders:
    """Find how a declared type is written and read."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        (kind,) = (argument for argument in arguments if argument is not type(None))
        return _or_none(*_of(kind))
    if origin is tuple:
        return _of_tuple(arguments)
    if origin is frozenset:
        write, read = _of(arguments[0])
        return lambda v: sorted(map(write, v)), lambda v: frozenset(map(read, v))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _of_mapping(*arguments)
    if is_dataclass(hint):
        # Looked up late, so that a class may hold its own kind.
        return lambda v: _of_class(hint)[0](v), lambda v: _of_class(hint)[1](v)
    return _of_plain(hint)


def _of_plain(kind: Any) -> Coders:
    if kind is object or kind is Any:
        return free, freed
    if kind is bytes:
        return lambda v: base64.b64encode(v).decode("ascii"), base64.b64decode
    if issubclass(kind, Enum):
        return lambda v: v.value, kind
    if issubclass(kind, (datetime, date)):
        return kind.isoformat, kind.fromisoformat
    if issubclass(kind, (str, bool, int, float)):
        return _same, _same
    raise TypeError(f"no way to store {kind}")


def _of_tuple(arguments: tuple[Any, ...]) -> Coders:
    if arguments[-1] is Ellipsis:
        write, read = _of(arguments[0])
        return lambda v: [write(inner) for inner in v], lambda v: tuple(read(inner) for inner in v)
    coders = [_of(argument) for argument in arguments]
    return (
        lambda v: [coder[0](inner) for coder, inner in zip(coders, v, strict=True)],
        lambda v: tuple(coder[1](inner) for coder, inner in zip(coders, v, strict=True)),
    )


def _of_mapping(key: Any, value: Any) -> Coders:
    write, read = _of(value)
    if value is object:
        return free, freed  # the whole mapping at once: a mark may stand for the mapping's only entry
    return (
        lambda v: {_text(k): write(inner) for k, inner in v.items()},
        lambda v: {key(k): read(inner) for k, inner in v.items()},
    )


def _or_none(write: Coder, read: Coder) -> Coders:
    return lambda v: None if v is None else write(v), lambda v: None if v is None else read(v)


def _same(value: Any) -> Any:
    return value


def _text(key: Any) -> str:
    return key if type(key) is str else str(key)
