"""Laws of the house that no room can keep by itself."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xbrlgen.model.codes import CODES, finding
from xbrlgen.model.codes_efm import EFM
from xbrlgen.model.finding import Severity

REPO = Path(__file__).resolve().parents[2]
PACKAGE = REPO / "xbrlgen"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.stat().st_size)
"""Without the empty files that only mark a package: nothing is in them to describe."""
CODE = re.compile(r"XG-(READ|MAP|FACT|DATE|EXT|TIE|PLA|EFM|TAX|REG|MIG|OUT|IMP)-\d{3}")
MACHINE_PATH = re.compile(r"(?<![\w./})>])/(?:tmp|root|work)/")


def name(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


# -- codes ---------------------------------------------------------------------------------


def declared() -> list[str]:
    """Codes as the file declares them; a dictionary would hide one declared twice."""
    tree = ast.parse((PACKAGE / "model" / "codes.py").read_text(encoding="utf-8"))
    return [
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Code"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ] + [row[0] for row in EFM]


def test_codes_are_unique_and_in_order() -> None:
    codes = declared()
    assert codes == list(CODES)
    families = [code.split("-")[1] for code in codes]
    assert families == sorted(families, key=families.index), "a family is scattered"
    for family in set(families):
        of_family = [code for code in codes if f"-{family}-" in code]
        assert of_family == sorted(of_family)


@pytest.mark.parametrize("code", CODES)
def test_form_of_a_code(code: str) -> None:
    rule = CODES[code]
    assert CODE.fullmatch(code)
    assert rule.code == code
    assert isinstance(rule.severity, Severity)
    assert rule.title[0].isupper()
    for text in (rule.meaning, rule.remedy):
        assert text
        assert not text[0].isupper() or text.split()[0].isupper(), "it completes a sentence"
        assert not text.endswith(".")


def test_codes_named_anywhere_are_declared() -> None:
    tests = sorted((REPO / "tests").rglob("*.py"))
    named = {
        (found[0], name(path))
        for path in (*MODULES, *tests)
        for found in CODE.finditer(path.read_text(encoding="utf-8"))
        if path.parent != Path(__file__).parent
    }
    assert sorted((code, path) for code, path in named if code not in CODES) == []
    assert len(named) > 20


def test_an_unknown_code_is_misuse() -> None:
    with pytest.raises(KeyError):
        finding("XG-MAP-999", "no such code")


# -- files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 500
    assert ast.get_docstring(ast.parse(text)), "no docstring"


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (REPO / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=REPO, capture_output=True, text=True, check=True)
    return [REPO / file for file in listed.stdout.split("\0") if file]


def test_no_tracked_file_names_a_path_of_a_machine() -> None:
    found = [
        f"{name(path)}:{number}"
        for path in tracked()
        if path.suffix != ".md" and path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "is_path"),
    [
        (f"cd /{'tmp'}/x", True),
        (f'open("/{"work"}/main")', True),
        (f"see=/{'root'}/.config", True),
        (f"http://example.com/{'work'}/x", False),
        (f"build/{'tmp'}/x", False),
        (f"../{'work'}/x", False),
    ],
)
def test_the_check_on_paths_can_fail(text: str, is_path: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is is_path


# -- imports -------------------------------------------------------------------------------


def test_rooms_keep_their_import_contracts() -> None:
    """In a process of its own: the linter changes ``sys.path`` and logging."""
    call = (
        "import sys; from importlinter.cli import lint_imports;"
        "sys.exit(lint_imports(config_filename='pyproject.toml', no_cache=True, no_logo=True))"
    )
    done = subprocess.run([sys.executable, "-c", call], cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# -- words ---------------------------------------------------------------------------------


def test_no_class_name_is_used_for_two_things() -> None:
    places: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(name(path))
    assert {n: where for n, where in places.items() if len(where) > 1} == {}
