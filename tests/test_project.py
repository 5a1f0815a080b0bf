"""What surrounds the program is well formed and agrees with it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from bot.settings import Role, Settings, load_settings
from tests.environment import Env

ROOT = Path(__file__).parents[1]
FROM_FILE = re.compile(r"\$\{(\w+):.*?\}")  # ${NAME:?what is wrong}, ${NAME:-default}


def output(*command: str | Path) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_compose_file_follows_its_specification() -> None:
    """The compose file is one by the schema of the Compose Specification."""
    said = output(
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        "docker-compose.yml",
    )
    assert "ok -- validation done\n" == said


def test_compose_file_sets_what_there_is_to_set(compose: Any) -> None:
    """Every variable given to the bot is one of its settings."""
    given = {name.lower() for name in compose["services"]["worker"]["environment"]}
    assert set() == given - set(Settings.model_fields)


def test_only_the_web_is_reachable(compose: Any) -> None:
    """No port but the web's is opened, and that one to this machine alone."""
    ports = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert {"web": ["127.0.0.1:8080:8080"]} == ports


def test_compose_file_shows_several_workers(compose: Any) -> None:
    """One process takes messages in and two answer them; each is a role of the command line."""
    roles = {name: compose["services"][name] for name in get_args(Role)}
    assert {name: ["bot", name] for name in roles} == {name: one["command"] for name, one in roles.items()}
    assert [1, 2] == [roles[name].get("deploy", {}).get("replicas", 1) for name in ("web", "worker")]


@pytest.mark.parametrize("role", get_args(Role))
def test_compose_file_gives_each_role_what_it_needs(compose: Any, env: Env, role: Role) -> None:
    """With the three values of `.env` that the file asks for, every role can start."""
    asked = {"SECRET_KEY": "s" * 32, "POSTGRES_PASSWORD": "p", "TELEGRAM_BOT_TOKEN": f"1:{'a' * 35}"}
    given = compose["services"][role]["environment"]
    env(
        **{name: FROM_FILE.sub(lambda found: asked.get(found[1], ""), value) for name, value in given.items()}
    )
    load_settings(role)


def test_image_sets_what_there_is_to_set() -> None:
    """The variables of the image are settings, or known to the tools in it."""
    image = re.findall(r"\b([A-Z][A-Z_]+)=", (ROOT / "Dockerfile").read_text())
    of_tools = {"PATH", "PYTHONUNBUFFERED", "UV_COMPILE_BYTECODE", "UV_LINK_MODE", "UV_PYTHON_DOWNLOADS"}
    assert set() == {name.lower() for name in set(image) - of_tools} - set(Settings.model_fields)


def test_image_gets_what_it_copies() -> None:
    """Whatever the Dockerfile copies is let through by .dockerignore, and exists."""
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
        for name in line.split()[:-1]
    }
    let_through = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert (let_through, []) == (copied, [name for name in copied if not (ROOT / name).exists()])


def test_ci_can_be_started() -> None:
    """The CI script is executable and bash can read it."""
    assert ("", True) == (
        output("bash", "-n", ROOT / ".ci" / "run"),
        os.access(ROOT / ".ci" / "run", os.X_OK),
    )


@pytest.mark.parametrize("target", ["run", "test", "check", "bench"])
def test_make_knows_what_the_readme_promises(target: str) -> None:
    """Each command can be planned by make."""
    assert "sync" in output("make", "--dry-run", target)


FAKE_UV = """#!/bin/sh
echo "$UV_SYSTEM_CERTS $*"
case "$*" in *--check*) exit {code};; esac
"""


@pytest.fixture
def make_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[str]]:
    """What `make run` prints with a uv that only says how it was called, and whether all was there."""
    monkeypatch.delenv("UV_SYSTEM_CERTS", raising=False)

    def run(code: int) -> list[str]:
        uv = tmp_path / "uv"
        uv.write_text(FAKE_UV.format(code=code))
        uv.chmod(0o755)
        return output("make", "--no-print-directory", "run", f"UV={uv}").splitlines()

    return run


def test_download_is_announced(make_run: Callable[[int], list[str]]) -> None:
    """Before the first download, which is silent, somebody says that it takes its time."""
    lines = make_run(1)
    announced = lines.index("Installing what is missing; the first time takes a minute.")
    assert "sync" in lines[announced + 1]


def test_nothing_is_announced_where_nothing_is_missing(make_run: Callable[[int], list[str]]) -> None:
    """The second start is quiet."""
    assert [] == [line for line in make_run(0) if "Installing" in line]


@pytest.mark.parametrize(("given", "used"), [(None, "true"), ("false", "false")])
def test_uv_trusts_the_certificates_of_the_machine(
    make_run: Callable[[int], list[str]], monkeypatch: pytest.MonkeyPatch, given: str | None, used: str
) -> None:
    """Behind a company's proxy uv works as pip and the browser do, unless somebody chose otherwise."""
    if given:
        monkeypatch.setenv("UV_SYSTEM_CERTS", given)
    assert {used} == {line.split()[0] for line in make_run(0) if "sync" in line}


@pytest.mark.parametrize("name", [".env", "data/secret_key", ".tools/bin/uv", ".venv/bin/bot"])
def test_secrets_and_tools_stay_out_of_git(name: str) -> None:
    """What a run leaves behind cannot be committed by accident."""
    assert f"{name}\n" == output("git", "check-ignore", "--no-index", name)
