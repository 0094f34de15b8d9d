"""What argmap is built on: every package pinned and locked, and none under a licence that would bind its users.

`ARGMAP_UPDATE=1 python -m pytest tests/test_supply.py` writes the lock anew from what is installed.
"""

import os
import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HEADER = "# Every package that argmap, its tests and its extras come to, as the CI installs them; with its licence.\n"
FREE = re.compile(
    r"MIT|BSD|0BSD|Apache|ISC|PSF|Python Software|MPL|Mozilla|CNRI|Zlib|CC0|BSL-1\.0|HPND|LLVM-exception|Unlicense"
)
"""Licences that ask for no more than to be named, and those whose terms end at their own files (MPL)."""
NOT_FREE = re.compile(r"\bA?GPL|GNU (Affero )?General Public|SSPL|proprietary|non-?commercial", re.IGNORECASE)

GRAPHICS = re.compile(r"(nvidia|cuda|triton)\b")
"""What torch brings along for graphics cards where it is not the CPU build; argmap does without."""


@pytest.fixture(scope="module")
def pins(root: Path) -> dict[str, str]:
    """What argmap, its extras and its tests ask for by name, with the version; not what models are trained with."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    lines = re.findall(r"^[A-Za-z].*$", (root / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    extras = project["project"]["optional-dependencies"]
    lines += project["project"]["dependencies"]
    lines += [line for extra in extras.keys() - {"training"} for line in extras[extra]]
    wanted = [Requirement(line) for line in lines if not line.startswith("argmap")]
    return {canonicalize_name(line.name): str(line.specifier).removeprefix("==") for line in wanted}


@pytest.fixture(scope="module")
def packages(pins: dict[str, str]) -> dict[str, Distribution]:
    """Every installed package that these come to, by name."""
    found: dict[str, Distribution] = {}
    waiting = [(name, frozenset[str]()) for name in pins]
    done = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        for wanted in map(Requirement, found[name].requires or ()):
            row = (canonicalize_name(wanted.name), frozenset(wanted.extras))
            asked = wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras))
            if asked and row not in done and not GRAPHICS.match(row[0]):
                done.add(row)
                waiting.append(row)
    return found


@pytest.fixture(scope="module")
def lock(root: Path, packages: dict[str, Distribution]) -> dict[str, tuple[str, str]]:
    """The locked version and the licence of each package."""
    path = root / ".ci" / "constraints.txt"
    if os.environ.get("ARGMAP_UPDATE"):
        path.write_text(HEADER + "".join(map(line_of, sorted(packages.items()))), "utf-8")
    rows = re.findall(r"^([a-z0-9-]+)==(\S+)  # (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {name: (version, licence) for name, version, licence in rows}


def line_of(row: tuple[str, Distribution]) -> str:
    """A line of the lock; a local build of a version is that version."""
    name, package = row
    return f"{name}=={package.version.partition('+')[0]}  # {licence_of(package)}\n"


def licence_of(package: Distribution) -> str:
    """What a package says of its licence."""
    told = package.metadata
    classes = [line for line in told.get_all("Classifier") or () if line.startswith("License")]
    named = "; ".join(line.rpartition("::")[2].strip() for line in classes)
    return told.get("License-Expression") or named or (told.get("License") or "not told").splitlines()[0][:80]


def test_every_pin_is_in_the_lock(pins: dict[str, str], lock: dict[str, tuple[str, str]]) -> None:
    """What requirements.txt and pyproject.toml pin is locked at that version; if this fails, write the lock anew."""
    assert {name: lock[name][0] if name in lock else "missing" for name in pins} == pins


def test_a_clone_and_a_wheel_run_on_the_same(root: Path) -> None:
    """requirements.txt pins what pyproject.toml does, and what foreign encoders and the tests need beside it."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    lines = set(re.findall(r"^[A-Za-z].*$", (root / "requirements.txt").read_text("utf-8"), re.MULTILINE))
    extras = project["optional-dependencies"]
    assert lines >= {*project["dependencies"], *extras["encoders"]}
    assert lines <= {*project["dependencies"], *extras["encoders"], *extras["dev"]}


@pytest.mark.skipif(sys.platform != "linux", reason="the lock is the CI's, which runs on Linux")
def test_the_lock_is_complete(packages: dict[str, Distribution], lock: dict[str, tuple[str, str]]) -> None:
    """Every package that another one brings along is locked too; if this fails, write the lock anew."""
    assert set(packages) <= set(lock)


def test_licences(packages: dict[str, Distribution], lock: dict[str, tuple[str, str]]) -> None:
    """Each package has a licence that lets anybody use argmap for anything; no GPL, and none that is not told."""
    told = {name: licence for name, (_, licence) in lock.items()}
    told |= {name: licence_of(package) for name, package in packages.items()}
    assert {name: licence for name, licence in told.items() if NOT_FREE.search(licence)} == {}
    assert {name: licence for name, licence in told.items() if not FREE.search(licence)} == {}
