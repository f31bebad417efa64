"""The words a report is understood by, and how one is found at a place of a text.

They stand in tables, one file a subject. To teach the grammar a new wording, add the word to the row it belongs to
(_ stands for a space). The longest word at a place wins; a word in several rows is a sign of all of them.
"""

from bot.progress.reading import words_guards, words_numbers, words_obstacles, words_time, words_work
from bot.progress.reading.cues import Cue

MODAL_SIGNS = "可能会将待需须要拟欲应"  # before a verb they make it a promise
PRESENT_SIGN = "现"  # before a verb it says that something holds now, unless it ends a word (实现, 发现)
BEFORE_PRESENT = "实发出表体呈兑涌再浮展闪凸显"
LEFT_SIGNS = "差剩缺余欠短"  # before a number they make it what is left


def _table() -> dict[str, int]:
    words: dict[str, int] = {}
    for cue, row in (
        *words_time.ROWS,
        *words_work.ROWS,
        *words_obstacles.ROWS,
        *words_numbers.ROWS,
        *words_guards.ROWS,
    ):
        for word in row.split():
            plain = word.replace("_", " ")
            words[plain] = words.get(plain, Cue.GUARD) | cue | (Cue.STAGE if cue & Cue.PAPER else Cue.GUARD)
    return words


WORDS = _table()
_BY_FIRST: dict[str, tuple[str, ...]] = {}
for _word in sorted(WORDS, key=len, reverse=True):
    _BY_FIRST[_word[0]] = (*_BY_FIRST.get(_word[0], ()), _word)


def word_at(text: str, place: int) -> str | None:
    """Find the longest known word that begins at a place of a text in normal form and lower case."""
    for word in _BY_FIRST.get(text[place], ()):
        if text.startswith(word, place) and _ends_cleanly(text, place + len(word), word):
            return word
    return None


_RESULTS = ("完", "好", "成", "到", "出", "妥")


def _ends_cleanly(text: str, end: int, word: str) -> bool:
    """A Latin word ends where its letters end."""
    if word[-1] in "做弄搞" and text[end : end + 1] in _RESULTS:
        return False  # 没做 is no part of 没做完
    if word[-1] == "动" and text[end : end + 1] in ("工", "土", "笔", "手"):
        return False  # 未动 is no part of 未动工
    if word[-1] == "无" and text.startswith("法", end):
        return False  # 暂无 is no part of 暂无法
    return not (
        word[-1].isascii() and word[-1].isalpha() and end < len(text) and text[end].isascii() and text[end].isalpha()
    )
