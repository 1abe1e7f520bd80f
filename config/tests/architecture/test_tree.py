"""Is the house as the plan says: the rooms at the top, one sentence a module, no function too long?"""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]
TOP = {
    "config", "social", "activities", "notifications", "realtime", "templates", "manage.py", "requirements.txt",
    "docker-compose.yml", "README.md", "CHANGELOG.md", "pyproject.toml", "LICENSE", "docs", "script", "bench", ".ci",
    ".gitignore",
}  # fmt: skip
APPS = ("config", "realtime", "social", "activities", "notifications")
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "signals.py", "misc.py", "common.py"}
MAX_FILE, MAX_TEST_FILE, MAX_FUNCTION = 250, 400, 40


def tracked() -> list[Path]:
    """The project's files, as git knows them; every file where there is no git."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    done = subprocess.run(command, check=False, cwd=PROJECT, capture_output=True, text=True)
    names = (
        done.stdout.splitlines() if done.returncode == 0 else [str(p.relative_to(PROJECT)) for p in PROJECT.rglob("*")]
    )
    return [PROJECT / name for name in names if (PROJECT / name).is_file() and not name.startswith((".venv", ".local"))]


def modules() -> list[Path]:
    return [
        p
        for p in tracked()
        if p.suffix == ".py" and p.relative_to(PROJECT).parts[0] in APPS and "migrations" not in p.parts
    ]


def is_test(path: Path) -> bool:
    return "tests" in path.parts


def test_the_top_level_is_the_cards_and_no_more() -> None:
    assert {path.relative_to(PROJECT).parts[0] for path in tracked()} <= TOP


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_module_keeps_the_habits(path: Path) -> None:
    """It opens with a sentence, is not too long, has no function too long and no name that says nothing."""
    text = path.read_text()
    tree = ast.parse(text)
    assert path.name not in FORBIDDEN_NAMES
    assert text.count("\n") <= (MAX_TEST_FILE if is_test(path) else MAX_FILE), "too long: split it by noun"
    if text.strip():
        assert ast.get_docstring(tree), "its first sentence says which question it answers"
    if not is_test(path):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < MAX_FUNCTION, f"{node.name} is too long"


def test_each_app_has_one_migration_until_the_first_release() -> None:
    for app in ("config/kernel", "realtime", "social", "activities", "notifications"):
        names = [path.name for path in (PROJECT / app / "migrations").glob("0*.py")]
        assert names == ["0001_initial.py"], app


def test_no_markup_is_made_from_data() -> None:
    """S-BR-1."""
    forbidden = ("innerHTML", "insertAdjacentHTML", "outerHTML", "document.write", "mark_safe", "|safe", "eval(")
    for path in tracked():
        if path.suffix in {".py", ".js", ".html"} and not is_test(path):
            found = [word for word in forbidden if word in path.read_text()]
            assert not found, f"{path.relative_to(PROJECT)}: {found}"


def test_nothing_names_a_path_of_one_machine() -> None:
    for path in tracked():
        if (
            path.suffix in {".py", ".js", ".html", ".md", ".sh", ".toml", ".yml", ".css", ""}
            and "tests" not in path.parts
        ):
            text = path.read_text(errors="ignore")
            assert "/root/" not in text, path
            assert "/home/" not in text, path
