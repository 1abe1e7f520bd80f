"""Has each of the twenty promises a test that bears its number?"""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent


def test_each_promise_has_a_test_of_its_own() -> None:
    text = "".join(path.read_text() for path in HERE.glob("test_*.py"))
    numbers = {int(number) for number in re.findall(r"^def test_promise_(\d\d)_", text, re.MULTILINE)}
    assert numbers == set(range(1, 21))
