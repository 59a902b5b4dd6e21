"""Many at once through the pages: a hundred edits of one record, and a robot that tries passwords."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import httpx

from tests.databases import EMPTY, run_noaber
from tests.editing import CONFLICT, SAVED, Editor, stated_numbers
from tests.servers.noaber import Server

EDITORS: Final = 5
TIMES: Final = 20
ROBOTS: Final = 9  # one address may try ten times a minute


def edit_again_and_again(editor: Editor, name: str, answers: dict[str, int]) -> None:
    editor.sign_in()
    for number in range(TIMES):
        # What is saved already (a number typed twice) is answered with 302 too: every value is typed once.
        value = f"038-{name}{number:02d}"
        answers[value] = editor.save(editor.open_form(), value)[0]


def test_a_hundred_edits_lose_none_silently(own_server: Callable[..., Server]) -> None:
    server = own_server(processes=2)
    answers: dict[str, int] = {}
    editors = [
        threading.Thread(target=edit_again_and_again, args=(Editor(server), f"{number}000", answers))
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


def try_password(server: Server, barrier: threading.Barrier) -> bool:
    """Whether the password was looked at; the robot waits until all of its kind are ready."""
    with httpx.Client(base_url=server.address, timeout=60) as robot:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', robot.get("/account/login/").text)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "login": "iemand@voorbeeld.invalid", "password": "geraden"}
        barrier.wait(60)
        answer = robot.post("/account/login/", data=form)
    assert answer.status_code in {200, 429}
    return "horen niet bij elkaar" in answer.text


def test_of_many_passwords_at_once_five_are_looked_at(own_server: Callable[..., Server]) -> None:
    server = own_server(EMPTY, processes=2)
    barrier = threading.Barrier(ROBOTS)
    with ThreadPoolExecutor(ROBOTS) as pool:
        tried = list(pool.map(lambda _: try_password(server, barrier), range(ROBOTS)))
    assert sum(tried) == 5
