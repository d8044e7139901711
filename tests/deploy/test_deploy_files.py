"""Tests of the container file, compose file and units: files, commands and users."""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from palermo.cli import COMMANDS, app, load_command

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
OWN_SERVICES = ("portal", "worker", "mcp")


def list_instructions() -> list[tuple[str, str]]:
    """The instructions of the container file with their arguments, continued lines joined."""
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    result = (line.strip().partition(" ") for line in lines if line.strip() and not line.startswith("#"))
    return [(name, arguments.strip()) for name, _, arguments in result]


def list_last_stage() -> list[tuple[str, str]]:
    instructions = list_instructions()
    start = max(at for at, (name, _) in enumerate(instructions) if name == "FROM")
    return instructions[start:]


def load_services() -> Mapping[str, Any]:
    services: Mapping[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return services


def list_commands() -> Iterator[tuple[str, list[str]]]:
    """Yield the arguments with which files of the folder call `palermo`."""
    yield "Containerfile", yaml.safe_load(dict(list_last_stage())["CMD"])
    for name, service in load_services().items():
        if "command" in service:
            yield f"compose.yaml: {name}", service["command"]
    for path in UNITS:
        line = re.search(r"^ExecStart=\S+/palermo (.*)$", path.read_text(encoding="utf-8"), re.M)
        assert line, path.name
        yield path.name, shlex.split(line[1])


def test_every_copied_file_is_in_the_checkout_and_none_is_added_by_address() -> None:
    copies = [arguments.split() for name, arguments in list_instructions() if name == "COPY"]
    sources = [item for words in copies if not words[0].startswith("--from=") for item in words[:-1]]
    assert len(sources) > 5
    assert [item for item in sources if not (ROOT / item).exists()] == []
    assert not [name for name, _ in list_instructions() if name == "ADD"]


def test_the_context_holds_what_is_copied_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    copies = [arguments.split() for name, arguments in list_instructions() if name == "COPY"]
    copied = {item for words in copies if not words[0].startswith("--from=") for item in words[:-1]}
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == copied


def test_the_image_has_pinned_bases_no_root_and_a_health_check() -> None:
    bases = [arguments.split()[0] for name, arguments in list_instructions() if name == "FROM"]
    assert all(re.search(r":\d[\w.-]+$", base) for base in bases)
    stage = list_last_stage()
    users = [arguments for name, arguments in stage if name == "USER"]
    assert users
    assert all(re.fullmatch(r"[1-9]\d{3,}", user) for user in users)
    names = [name for name, _ in stage]
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert {"HEALTHCHECK", "VOLUME", "CMD"} <= set(names)


def test_packages_are_installed_by_hash_and_lists_are_removed() -> None:
    runs = [arguments for name, arguments in list_instructions() if name == "RUN"]
    system = [item for item in runs if "apt-get install" in item]
    assert system
    assert all("--no-install-recommends" in item and "rm -rf /var/lib/apt/lists" in item for item in system)
    assert all("--require-hashes" in item or "--no-index" in item for item in runs if "pip install" in item)


def test_own_services_can_write_to_their_volume_alone() -> None:
    services = load_services()
    for name in OWN_SERVICES:
        service = services[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "ports" not in service
    assert [name for name, service in services.items() if service.get("ports")] == ["proxy"]
    assert services["database"]["networks"] == ["back"]


def test_what_the_compose_file_mounts_and_requires_is_there() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    example = (DEPLOY / "environment.example").read_text(encoding="utf-8")
    assert [item for item in re.findall(r"- (\./[^:\s]+):", text) if not (DEPLOY / item).exists()] == []
    required = set(re.findall(r"\$\{(\w+):\?", text))
    assert required == {"PALERMO_HOST", "PALERMO_SECRET_KEY", "POSTGRES_PASSWORD"}
    assert [name for name in required if not re.search(rf"^{name}=", example, re.M)] == []


@pytest.mark.parametrize(("place", "arguments"), [*list_commands()])
def test_what_is_run_is_a_command_with_these_options(place: str, arguments: list[str]) -> None:
    group: Any = typer.main.get_command(app)
    with group.make_context("palermo", [*arguments], resilient_parsing=True) as context:
        assert arguments[0] in COMMANDS, place
        command = load_command(arguments[0])
        command.make_context(arguments[0], arguments[1:], parent=context)


def test_environment_variables_are_documented() -> None:
    documented = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file()]
    named = {name for text in texts for name in re.findall(r"\bPALERMO_[A-Z_]+\b", text)}
    assert {name for name in named if f"`{name}`" not in documented} <= {"PALERMO_HOST"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_run_without_root_and_see_little(unit: Path) -> None:
    lines = set(unit.read_text(encoding="utf-8").splitlines())
    assert {"User=palermo", "NoNewPrivileges=yes", "ProtectSystem=strict", "ReadWritePaths=/srv/palermo"} <= lines


def test_the_proxies_keep_metrics_inside_and_tell_who_asks() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert "location = /metrics { return 404; }" in nginx
    assert "X-Forwarded-Proto $scheme" in nginx
    assert nginx.count("{") == nginx.count("}")
    caddy = " ".join((DEPLOY / "Caddyfile").read_text(encoding="utf-8").split())
    assert "handle /metrics { respond 404 }" in caddy  # outside of a handle it comes after all handles
    assert "health_uri /readyz health_headers { Host {$PALERMO_HOST} }" in caddy  # a host that the portal answers to


def test_the_example_of_the_environment_becomes_a_file_that_is_never_committed() -> None:
    assert "/deploy/.env" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_settings_of_the_environment_file_reach_own_services() -> None:
    services = load_services()
    for name in OWN_SERVICES:
        assert services[name]["env_file"] == [".env"]
        fixed = services[name]["environment"]
        # podman-compose 1.3 takes a name that stands for itself with a default literally
        assert [key for key, value in fixed.items() if f"${{{key}:-" in value] == []


def test_the_worker_can_run_before_the_portal() -> None:
    assert set(load_services()["worker"]["depends_on"]) == {"database"}
