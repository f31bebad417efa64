"""A button of one plan does nothing under another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chats.base import OTHER_PLAN, Incoming
from bot.chats.telegram.marks import LONGEST_DATA, ROOM, mark_of, marked, read
from bot.texts.message import Button

HOME, NEXT, OTHER = mark_of(""), mark_of("ours-2024"), mark_of("ours-2025")


def through(data: str, sent: str, pressed: str) -> str:
    """Send a button while one plan is in use, and press it while another is."""
    ((button,),) = marked([[Button("按", data)]], sent)
    return read(Incoming("telegram:1", "button", "telegram:7", True, button=button.data), pressed).button


@pytest.mark.parametrize("data", ["undo:17", "tap:done:1.2.1", "q:abc:0", "/task 1.1.1"])
@pytest.mark.parametrize("sent", [HOME, NEXT, OTHER])
@pytest.mark.parametrize("pressed", [HOME, NEXT, OTHER])
def test_only_the_plan_in_use_answers_its_buttons(data: str, sent: str, pressed: str) -> None:
    assert through(data, sent, pressed) == (data if sent == pressed else OTHER_PLAN)


def test_the_configured_plan_has_no_mark_and_links_stay_as_they_are() -> None:
    link = Button("看板", url="https://plan.example.org")
    assert marked([[Button("按", "undo:1"), link]], HOME) == ((Button("按", "undo:1"), link),)
    assert marked([[link]], NEXT) == ((link,),)


@given(st.text(min_size=1), st.sampled_from([HOME, NEXT]))
def test_every_button_still_fits_and_comes_back_as_it_was(data: str, mark: str) -> None:
    data = data.encode("utf-8", "replace")[:LONGEST_DATA].decode("utf-8", "ignore") or "x"
    ((button,),) = marked([[Button("按", data)]], mark)
    assert len(button.data.encode()) <= LONGEST_DATA
    assert through(data, mark, mark) == data


def test_a_button_with_no_room_for_a_mark_still_asks() -> None:
    assert through("/plan " + "x" * (ROOM - 5), NEXT, NEXT).startswith("/plan")


def test_what_is_typed_has_no_mark() -> None:
    said = Incoming("telegram:1", "message", "telegram:7", True, text=f"abc{NEXT}")
    assert read(said, HOME) == said
