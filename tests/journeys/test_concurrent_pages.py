"""A hundred edits of one record through the pages, at once: each lands or gets the page of the conflict."""

import threading
from collections.abc import Callable
from typing import Final

import pytest

from tests.databases import run_noaber
from tests.editing import CONFLICT, SAVED, Editor, stated_numbers
from tests.servers.noaber import Server

EDITORS: Final = 5
TIMES: Final = 20


def edit_again_and_again(editor: Editor, name: str, answers: dict[str, int]) -> None:
    editor.sign_in()
    for number in range(TIMES):
        # What is saved already (a number typed twice) is answered with 302 too: every value is typed once.
        value = f"{name}-{number}"
        answers[value] = editor.save(editor.open_form(), value)[0]


@pytest.mark.db
def test_a_hundred_edits_lose_none_silently(own_server: Callable[..., Server]) -> None:
    server = own_server(processes=2)
    answers: dict[str, int] = {}
    editors = [
        threading.Thread(target=edit_again_and_again, args=(Editor(server), f"e{number}", answers))
        for number in range(EDITORS)
    ]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join(240)

    landed = {value for value, status in answers.items() if status == SAVED}
    assert len(answers) == EDITORS * TIMES
    assert set(answers.values()) == {SAVED, CONFLICT}
    assert stated_numbers(server.installation) == landed
    assert run_noaber(server.installation, "verify-audit").returncode == 0


def test_who_is_second_can_still_choose_the_own_words(own_server: Callable[..., Server]) -> None:
    server = own_server()
    first, second = Editor(server), Editor(server)
    for editor in (first, second):
        editor.sign_in()
    opened = second.open_form()
    assert first.save(first.open_form(), "038-1111111")[0] == SAVED

    status, page = second.save(opened, "038-2222222")

    assert status == CONFLICT
    assert stated_numbers(server.installation) == {"038-1111111"}
    assert second.save(second.fields(page), "038-2222222")[0] == SAVED
    assert stated_numbers(server.installation) == {"038-1111111", "038-2222222"}
