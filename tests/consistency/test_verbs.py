"""Every verb that the code writes into the audit has Dutch words for the page of the log, and no word without verb."""

import ast
from collections.abc import Iterator

from noaber.core.verbs import known_verbs, verb_in_words
from tests.consistency.house import place, python_files, tree


def verbs_in_use() -> Iterator[tuple[str, str]]:
    """Where a verb is begun, and its name; a name that ends in `*` is made up while running."""
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "verb" and node.args:
                yield place(path, node), name_of(node.args[0])


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return f"{name_of(node.values[0])}*"
    assert isinstance(node, ast.Constant), ast.dump(node)
    return str(node.value)


def is_covered(name: str) -> bool:
    known = known_verbs()
    return any(word.startswith(name[:-1]) for word in known) if name.endswith("*") else name in known


def test_every_verb_has_dutch_words() -> None:
    found = list(verbs_in_use())
    assert len(found) > 50
    assert not [f"{where} {name}" for where, name in found if not is_covered(name)]


def test_what_is_made_up_while_running_has_words_for_each_kind() -> None:
    made = {f"network.{deed}_{kind}" for deed in ("establish", "change") for kind in ("body", "post")}
    assert made <= known_verbs()


def test_no_words_stay_behind_and_no_two_verbs_look_the_same() -> None:
    names = {name for _where, name in verbs_in_use()}
    starts = tuple(name[:-1] for name in names if name.endswith("*"))
    assert not [verb for verb in known_verbs() if verb not in names and not verb.startswith(starts)]
    assert len({verb_in_words(verb) for verb in known_verbs()}) == len(known_verbs())
