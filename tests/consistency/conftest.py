"""What every person got at every address, for the tests in this folder: walk.py."""

import pytest

from tests.consistency.walk import Walk


@pytest.fixture
def walk(oost_nederland: None, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Kept beside the folders of the test processes, which go with the run."""
    own = tmp_path_factory.getbasetemp()
    is_one_of_many = own.name.startswith("popen-")
    return Walk((own.parent if is_one_of_many else own) / "walk")
