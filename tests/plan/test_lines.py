"""Each key of a TOML text is found on its line, whatever its neighbours are."""

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.plan.lines import Path, lines_of

TEXT = '''# a comment with [brackets]
id = "a]#" # and another
[assigned]
'by' = 'm'
[[targets]]
measure = { what = "a, }", inner.value = 4.5, list = [ [1, 2], [] ] }
note = """
[not_a_table]
y = 3 ""quoted""
"""
[[sections]]
[[sections.initiatives]]
[[sections.initiatives.tasks]]
measures = [
    # a comment
    { what = "x" },

    { what = 1979-05-27 07:32:00 }, # the last one
]
[[sections.initiatives.tasks]]
due = 1
[[sections]]
[[sections.initiatives]]
title = "end"'''


def test_lines_of_a_text_with_everything() -> None:
    lines = lines_of(TEXT)

    assert lines[()] == 1
    assert lines["id",] == 2
    assert lines["assigned", "by"] == 4
    assert lines["targets", 0, "measure", "inner", "value"] == 6
    assert lines["targets", 0, "measure", "list", 1] == 6
    assert lines["targets", 0, "note"] == 7
    assert lines["sections", 0, "initiatives", 0, "tasks", 0, "measures", 1, "what"] == 18
    assert lines["sections", 0, "initiatives", 0, "tasks", 1, "due"] == 21
    assert lines["sections", 1, "initiatives", 0, "title"] == 24
    assert not any("not_a_table" in path for path in lines)


def paths_in(value: Any, path: Path = ()) -> set[Path]:
    """List the path of everything inside a value as the standard reader gives it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path}.union(*(paths_in(one, (*path, key)) for key, one in inner))


def test_everything_the_standard_reader_finds_has_a_line() -> None:
    assert paths_in(tomllib.loads(TEXT)) == set(lines_of(TEXT))


VALUES = st.sampled_from(
    ['"a"', "'b'", '"""x\n[y]\nz = 1"""', "'''\n'q'\n'''", "1", "-0.5e3", "true", "2023-01-01", "[]", "{}",
     '["]", [1, 2,], # c\n { k = "}" }]', '{ a.b = 1, "c d" = [ "#" ] }', '"\\"]\\\\"']
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(["\n", "# c\n", "  ", ""]), VALUES), max_size=8), st.booleans())
def test_any_mixture_of_values_is_followed(pairs: list[tuple[str, str]], in_tables: bool) -> None:
    header = "[[t]]\n" if in_tables else ""
    text = "".join(f"{header}{before}k{number} = {value} # c\n" for number, (before, value) in enumerate(pairs))

    lines = lines_of(text)

    assert paths_in(tomllib.loads(text)) == set(lines)
    for path, line in lines.items():
        if path and str(path[-1]).startswith("k") and len(str(path[-1])) > 1:
            assert f"{path[-1]} =" in text.splitlines()[line - 1]
