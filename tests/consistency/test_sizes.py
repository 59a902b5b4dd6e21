"""How long things may be: a file 400 lines (never over 600), a function 40, a view 25, a file of tests 800."""

import ast

from tests.consistency.house import Function, files_of_tests, functions, place, python_files

FILE, HARD_STOP, FUNCTION, VIEW, TEST_FILE = 400, 600, 40, 25, 800

# Files between the two bounds, each with the reason why it stays whole.
LONG_FILES: dict[str, str] = {}


def code_lines(function: Function) -> int:
    """Lines from `def` to the end, without the docstring: explaining is never too long."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def test_the_docstring_is_not_counted() -> None:
    function = ast.parse('def f():\n    """One.\n\n    Two."""\n    return 1\n').body[0]
    assert isinstance(function, ast.FunctionDef)
    assert code_lines(function) == 2


def is_view(function: Function) -> bool:
    return "request" in {argument.arg for argument in function.args.args[:2]}


def test_files_are_short() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    too_long = {name: length for name, length in lengths.items() if length > FILE}
    assert not [name for name, length in too_long.items() if length > HARD_STOP or name not in LONG_FILES], (
        too_long
    )


def test_the_list_of_long_files_is_up_to_date() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert not [name for name in LONG_FILES if lengths.get(name, 0) <= FILE]


def test_functions_are_short() -> None:
    wrong = {
        f"{place(path, function)} {function.name}": code_lines(function)
        for path in python_files()
        for function in functions(path)
        if code_lines(function) > (VIEW if is_view(function) else FUNCTION)
    }
    assert not wrong, "\n".join(wrong)


def test_files_of_tests_are_readable_in_one_sitting() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files_of_tests()}
    assert not {name: length for name, length in lengths.items() if length > TEST_FILE}
