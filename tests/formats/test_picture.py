"""PNG and PDF, drawn by Typst where it is installed."""

import os
import pty
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.datatypes import ArgumentMap
from argmap.formats import PICTURES
from argmap.formats.graphs.picture import LONGEST, MOST_PIXELS, POINTS, can_draw
from argmap.formats.graphs.svg import svg_pieces
from argmap.formats.json import to_json

typst = pytest.mark.skipif(not can_draw(), reason="Typst is not installed: pip install typst")


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, from its header."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@typst
@pytest.mark.parametrize("name", ["small_map", "nasty_map", "empty_map"])
def test_pictures_of_any_map(name: str, request: pytest.FixtureRequest) -> None:
    """Every map is drawn, whatever its texts hold: a PNG twice as fine as the SVG, a PDF of one page."""
    argument_map: ArgumentMap = request.getfixturevalue(name)
    svg = "".join(svg_pieces(argument_map))
    width = float(svg.partition(' width="')[2].partition('"')[0])
    png, pdf = (PICTURES[kind].write(argument_map) for kind in ("png", "pdf"))
    assert size(png)[0] == pytest.approx(width * POINTS * 2, abs=2)
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type/Page/") == pdf.count(b"/MediaBox") == 1
    assert (PICTURES["png"].write(argument_map), PICTURES["pdf"].write(argument_map)) == (png, pdf)


@typst
@pytest.mark.slow
def test_large_maps_keep_within_bounds(make_map: Callable[[int], ArgumentMap]) -> None:
    """A map too large for one page or for memory is drawn smaller, not cut off and not refused."""
    argument_map = make_map(2000)
    width, height = size(PICTURES["png"].write(argument_map))
    assert 0.9 * MOST_PIXELS < width * height < 1.01 * MOST_PIXELS
    box = PICTURES["pdf"].write(argument_map).partition(b"/MediaBox[")[2].partition(b"]")[0]
    assert max(map(float, box.split())) == pytest.approx(LONGEST, abs=1)


WITHOUT = "import sys; sys.modules['typst'] = None; from argmap.__main__ import main; main()"


@pytest.fixture
def map_file(small_map: ArgumentMap, tmp_path: Path) -> Path:
    """The small map in a file."""
    path = tmp_path / "map.json"
    path.write_text(to_json(small_map), "utf-8")
    return path


def test_without_typst(map_file: Path, tmp_path: Path) -> None:
    """Where Typst is missing one line says what to install, and no file is left."""
    out = tmp_path / "map.png"
    command = [sys.executable, "-c", WITHOUT, "export", str(map_file), "--to", "png", "-o", str(out)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "pip install typst" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["map.json"]


@typst
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
def test_no_picture_on_a_terminal(map_file: Path) -> None:
    """The bytes of a picture are not thrown at a terminal; one line says how to get them."""
    lead, follow = pty.openpty()
    command = [sys.executable, "-m", "argmap", "export", str(map_file), "--to", "pdf"]
    done = subprocess.run(command, stdout=follow, stderr=subprocess.PIPE, text=True)
    os.close(follow)
    os.close(lead)
    assert done.returncode == 2
    assert "-o" in done.stderr
