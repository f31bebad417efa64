"""The two languages say the same things, and each only in its own words."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables

from bot.texts.render import FOLDER, day, day_en, minute, number

PARSER = Environment(trim_blocks=True, lstrip_blocks=True)
PARSER.filters.update(number=number, day=day, day_en=day_en, minute=minute)
NAMES = sorted({path.name for language in ("zh", "en") for path in (FOLDER / language).glob("*.html.j2")})
TAGS = {"b", "i", "u", "s", "a", "code", "blockquote"}

# What stands the same in every language: things typed as they are (in code, or after a command), and tags.
_AS_THEY_ARE = re.compile(r"<code>.*?</code>|/[\w{}]+(?: +[^\s，。；、()（）]+)*|<[^>]*>", re.DOTALL)
# An example of a report is in the words a department would use.
_EXAMPLE = re.compile(r"(?:example|Example):? 已.*")


def tree(language: str, name: str) -> nodes.Template:
    return PARSER.parse((FOLDER / language / name).read_text("utf-8"))


def macros(template: nodes.Template) -> dict[str, list[str]]:
    return {macro.name: [argument.name for argument in macro.args] for macro in template.find_all(nodes.Macro)}


def wording(path: Path) -> str:
    """What a template says itself: everything outside its marks, and the strings it chooses between."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"\{[{%].*?[%}]\}", " ", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_every_message_exists_in_both_languages(name: str) -> None:
    assert (FOLDER / "zh" / name).exists()
    assert (FOLDER / "en" / name).exists()


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_are_given_the_same_values(name: str) -> None:
    marks = {"cut", "foot"}
    chinese, english = (find_undeclared_variables(tree(language, name)) - marks for language in ("zh", "en"))
    assert chinese == english
    for macro in macros(tree("zh", name)).keys() & macros(tree("en", name)).keys():
        assert macros(tree("zh", name))[macro] == macros(tree("en", name))[macro]


@pytest.mark.parametrize("name", NAMES)
def test_chinese_texts_hold_no_english_words(name: str) -> None:
    said = _AS_THEY_ARE.sub(" ", wording(FOLDER / "zh" / name))
    assert not re.findall(r"[A-Za-z]{2,}", said)


@pytest.mark.parametrize("name", NAMES)
def test_english_texts_hold_no_chinese_words(name: str) -> None:
    said = _EXAMPLE.sub(" ", _AS_THEY_ARE.sub(" ", wording(FOLDER / "en" / name)))
    assert not re.findall(r"[一-鿿]+", said)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_only_tags_every_platform_knows_are_used_and_each_is_closed(language: str, name: str) -> None:
    text = wording(FOLDER / language / name)
    opened = re.findall(r"<([a-z]+)[^<>]*>", text)
    closed = re.findall(r"</([a-z]+)>", text)
    assert set(opened) <= TAGS
    assert sorted(opened) == sorted(closed)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_each_language_imports_words_of_its_own_that_exist(language: str, name: str) -> None:
    for imported in tree(language, name).find_all(nodes.FromImport):
        assert isinstance(imported.template, nodes.Const)
        folder, _, other = imported.template.value.partition("/")
        assert folder == language
        wanted = {each if isinstance(each, str) else each[0] for each in imported.names}
        assert wanted <= macros(tree(language, other)).keys()
