"""What the documents name is there: commands, options, targets, exit codes, files; and what is there is named."""

import re

import pytest

from hocba_ops import errors
from hocba_ops.cli import COMMANDS, build_parser
from hocba_ops.workbench.composing import ALL_STEPS
from tests.house.house import ROOT, list_files, place_of

DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "GLOSSARY.md", "DECISIONS.md", "CHANGELOG.md")]
DOCUMENTS += [ROOT / folder / "README.md" for folder in ("notebooks", "reports", "data_samples")]
DOCUMENTS += [ROOT / "docs" / name for name in ("quy-tac.md", "cum-may.md")]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


@pytest.fixture(params=DOCUMENTS, ids=place_of)
def text(request) -> str:
    return request.param.read_text(encoding="utf-8")


def code_of(text: str) -> str:
    """What stands in code spans and blocks: the parts that a reader copies."""
    blocks = re.findall(r"```.*?\n(.*?)```", text, re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))])


def options_of(command: str) -> set[str]:
    """The options of a command, and of the works that it can be told to do."""
    subcommands = next(action for action in build_parser()._actions if action.dest == "command")
    parser = subcommands.choices[command]
    works = [one for action in parser._actions if action.dest == "work" for one in (action.choices or {}).values()]
    return {option for one in (parser, *works) for option in one._option_string_actions}


def test_every_make_target_that_a_document_names_exists(text):
    assert set(re.findall(r"\bmake ([a-z]+)", code_of(text))) - TARGETS == set()


def test_every_command_and_option_that_a_document_names_exists(text):
    code = code_of(text)
    assert set(re.findall(r"\bhocba ([a-z][a-z-]*)\b", code)) - {*COMMANDS} == set()
    named = re.findall(r"\bhocba ([a-z][a-z-]*)([^\n]*)", code)
    assert [
        (name, one) for name, rest in named for one in re.findall(r"--[a-z-]+", rest) if one not in options_of(name)
    ] == []


def test_every_file_that_a_document_links_to_exists(text, request):
    folder = request.node.callspec.params["text"].parent
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not (folder / link).exists()] == []


def test_the_readme_begins_with_the_two_commands():
    first = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert first is not None
    assert re.findall(r"^make (\w+)", first[1], re.MULTILINE) == ["demo", "test"]


def test_the_readme_names_every_command_step_and_target():
    code = code_of(README)
    assert [name for name in COMMANDS if f"hocba {name}" not in code] == []
    assert [step for step in ALL_STEPS if f"\n{step}\n" not in f"\n{code}\n"] == []
    assert [target for target in TARGETS if f"make {target}" not in code] == []


def test_make_help_describes_every_target():
    described = set(re.findall(r"^([a-z]+):.*## \S", MAKEFILE, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert described == TARGETS == set(phony[1].split())


def test_the_readme_has_every_exit_code_and_no_other():
    kinds = (kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.OpsError))
    table = README.partition("| Mã | Tình huống |")[2].partition("\n\n")[0]
    assert set(map(int, re.findall(r"^\| (\d+) \|", table, re.MULTILINE))) == {0, 2} | {
        kind.exit_code for kind in kinds
    }


def test_windows_users_are_told_the_commands_of_the_demo():
    demo = re.findall(r"^\t\$\(BIN\)/(hocba .*)$", MAKEFILE.partition("\ndemo:")[2].partition("\n\n")[0], re.MULTILINE)
    assert demo[0] == "hocba load"
    assert [line for line in demo if f"uv run {line}\n" not in README] == []


def test_the_version_of_uv_is_the_same_everywhere():
    (wanted,) = re.findall(r"^UV_VERSION := (\S+)", MAKEFILE, re.MULTILINE)
    assert f"uv=={wanted}" in README


def test_what_ci_runs_is_what_the_readme_tells_people_to_run():
    commands = re.findall(r"^make (\w+)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert commands == ["check", "test"]
    assert {f"make {command}" for command in commands} <= set(re.findall(r"make \w+", code_of(README)))


def test_every_notebook_is_explained_beside_it():
    told = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    assert [path.stem for path in list_files(ROOT / "notebooks", ".ipynb") if f"`{path.stem}`" not in told] == []
