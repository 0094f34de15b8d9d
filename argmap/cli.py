"""Arguments to calls to standard output. What is slow to import is imported by the command that needs it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.errors import ArgmapError, InputError
from argmap.version import __version__

if TYPE_CHECKING:
    from argmap.datatypes import ArgumentMap, Thread
    from argmap.stages import Progress

BAD = 2
STDIN = "standard input"
BACKENDS = click.Choice(["neural", "lexical"])
APP = Path(__file__).parent.parent / "app.py"
MODELS = Path(__file__).parent.parent / "models"
CORPORA = Path(__file__).parent.parent / "corpora"
EXAMPLES = """\b
Examples:
  argmap app                                   the app, with a sample thread
  argmap cruxes corpora/threads/lw01.thread.json
  argmap map thread.txt -o map.json
  argmap export map.json --to markdown
  pbpaste | argmap cruxes -
"""
FORMATS = (
    *("json", "html", "markdown", "svg", "argdown", "kialo", "aif", "xaif", "sadface", "jsonld", "graphml", "gexf"),
    *("dot", "mermaid", "csv-claims", "csv-links", "png", "pdf"),
)
"""The names in argmap.export, here so that --help need not import it; a test keeps them in step."""
STREAMLIT = {
    "server.address": "localhost",
    "server.showEmailPrompt": "false",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "10",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "logger.level": "warning",
    "theme.light.primaryColor": "#3b62b8",
    "theme.dark.primaryColor": "#7ea3f0",
}

output_option = click.option("-o", "--output", metavar="FILE", help="Write to this file instead of standard output.")
to_option = click.option(
    "--to", "name", metavar="FORMAT", default="json", show_default=True, help=f"One of {', '.join(FORMATS)}."
)
backend_option = click.option(
    "--backend", type=BACKENDS, default="neural", help="neural (default), or lexical: fast, no weights."
)


@click.group(epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="argmap")
def argmap() -> None:
    """Show what a discussion is really about: its claims, what supports and objects to them, and its cruxes.

    SOURCE is a file with a thread, in any format that is read, or - for standard input. MAP is a map made before.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


@argmap.command()
@click.argument("source")
@output_option
def read(source: str, output: str | None) -> None:
    """Read a thread and write it as JSON (argmap-thread/1)."""
    from argmap.export.json import to_native_thread
    from argmap.readers import read_thread

    write(to_native_thread(read_thread(source)), output)


@argmap.command("map")
@click.argument("source")
@output_option
@to_option
@backend_option
def make_map(source: str, output: str | None, name: str, backend: str) -> None:
    """Map the argument in a thread."""
    from argmap.console import summary
    from argmap.readers import read_thread

    convert = writer(name)
    argument_map = analyzed(read_thread(source), backend)
    write(convert(argument_map), output)
    if output:
        click.echo(f"{output}: {summary(argument_map)}", err=True)


@argmap.command()
@click.argument("source", metavar="SOURCE|MAP")
@output_option
@backend_option
def cruxes(source: str, output: str | None, backend: str) -> None:
    """Show what a disagreement turns on.

    For each crux: its words, who is on which side, and what would change if it fell.
    """
    from argmap.console import cruxes_page

    write(cruxes_page(load_map(source, backend), min(100, columns())), output)


@argmap.command()
@click.argument("map", metavar="MAP")
@to_option
@output_option
def export(map: str, name: str, output: str | None) -> None:
    """Write a map in another format.

    MAP is JSON as `argmap map` writes it, or AIF, xAIF, Argdown or Kialo text.
    """
    from argmap.readers.decode import read_bytes
    from argmap.readers.maps import parse_map, read_map
    from argmap.settings import Settings

    convert = writer(name)
    from_stdin = map == "-"
    write(convert(parse_map(read_bytes(map, settings=Settings()), name=STDIN) if from_stdin else read_map(map)), output)


@argmap.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of text.")
@click.option(
    "--onto", metavar="GROWN", help="Write this map with what NEW corrects in OLD, instead of the differences."
)
@output_option
def diff(old: str, new: str, as_json: bool, onto: str | None, output: str | None) -> None:
    """Show what two maps of a thread differ in.

    Or, with --onto, keep your work as a thread grows: OLD is a map, NEW is what you made of it, GROWN the map of the
    thread as it is now.
    """
    from argmap.export.diff import diff_json, diff_maps, diff_text
    from argmap.readers.maps import read_map

    before, after = read_map(old), read_map(new)
    if onto:
        write(carried(before, after, read_map(onto)), output)
        return
    changes = diff_maps(before, after)
    write(diff_json(changes) if as_json else diff_text(changes), output)


def carried(old: "ArgumentMap", new: "ArgumentMap", grown: "ArgumentMap") -> Iterable[str]:
    """The grown map, corrected as the old one was; says what could not be carried over."""
    from argmap.console import printable
    from argmap.export.corrections import carry_corrections
    from argmap.export.json import json_pieces

    result = carry_corrections(old, new, grown)
    for dropped in result.run.dropped[len(grown.run.dropped) :]:
        click.echo(f"not carried over: {printable(dropped.what)}: {dropped.why}", err=True)
    return json_pieces(result)


@argmap.command()
@click.argument("source", metavar="[SOURCE|MAP]", required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=8501, help="Port on localhost (8501).")
@click.option("--no-browser", is_flag=True, help="Do not open a browser window.")
def app(source: str | None, port: int, no_browser: bool) -> None:
    """Open the app in the browser, for this machine only."""
    if not APP.is_file():
        raise ArgmapError(f"{APP}: not here; run the app from a checkout of the project")
    if source and not Path(source).is_file():
        raise InputError("no such file; check the name", source=source)
    options = STREAMLIT | {"server.port": str(port)} | ({"server.headless": "true"} if no_browser else {})
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    files = ["--", str(Path(source).resolve())] if source else []
    if code := subprocess.run([sys.executable, "-m", "streamlit", "run", str(APP), *flags, *files]).returncode:
        raise click.exceptions.Exit(code)


@argmap.command()
@click.option("--threads", default=str(CORPORA / "threads"), metavar="DIR", help="Threads, ID.thread.json each.")
@click.option("--gold", default=str(CORPORA / "gold"), metavar="DIR", help="Their annotations, ID.gold.json each.")
@backend_option
def evaluate(threads: str, gold: str, backend: str) -> None:
    """Score the maps of annotated threads against a careful reader's annotation.

    Without options, those that come with argmap.
    """
    from argmap.console import figures_page
    from argmap.evaluation import score
    from argmap.readers.annotation import read_annotated

    rows = {
        thread.id: score(analyzed(thread, backend), annotation).table()
        for thread, annotation in read_annotated(Path(threads), Path(gold))
    }
    write(figures_page(rows), None)


@argmap.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say whether packages and models are there and whole."""
    from argmap.backends import load_backend

    click.echo(f"argmap {__version__}, Python {sys.version.split()[0]}")
    try:
        for line in (*packages(), *weights()):
            click.echo(f"  {line}")
        with progress() as report:
            report("Loading models", 0, 1)
            models = load_backend("neural").models
    except ArgmapError as error:
        click.echo(f"  {error}")
        context.exit(BAD)
    for stage, model in models.items():
        click.echo(f"  {stage}: {model} loads")


def weights() -> Iterator[str]:
    """A line for each weight file in models/, with its sha256.

    Raises:
        ModelError: one is missing, or is not the one that its card describes.
    """
    from argmap.backends.parser import check

    for card in sorted(MODELS.glob("*/card.json")):
        for name, digest in check(card.parent).items():
            yield f"{card.parent.name}/{name} whole, sha256 {digest}"


def packages() -> Iterator[str]:
    """A line for each package that argmap needs: its version, or that it is missing or another than was tested."""
    from importlib.metadata import PackageNotFoundError, requires, version

    for requirement in requires("argmap") or ():
        name, _, pinned = requirement.partition(";")[0].strip().partition("==")
        if "extra ==" in requirement:
            continue
        try:
            found = version(name)
        except PackageNotFoundError:
            yield f"{name}: missing; pip install {name}=={pinned}"
        else:
            yield f"{name} {found}" if found.partition("+")[0] == pinned else f"{name} {found} (tested with {pinned})"


def load_map(source: str, backend: str) -> "ArgumentMap":
    """The map in a file or on standard input, or the map of the thread in it."""
    from argmap.readers import parse_thread, read_thread
    from argmap.readers.decode import read_bytes
    from argmap.readers.maps import is_map, parse_map
    from argmap.settings import Settings

    data, name = read_bytes(source, settings=Settings()), STDIN if source == "-" else source
    if is_map(data, name):
        return parse_map(data, name=name)
    return analyzed(parse_thread(data, name=name) if source == "-" else read_thread(source), backend)


def analyzed(thread: "Thread", backend: str) -> "ArgumentMap":
    """The thread's map, with a progress bar while it is made."""
    from argmap.pipeline import analyze

    with progress() as report:
        return analyze(thread, backend=backend, progress=report)


@contextmanager
def progress() -> Iterator["Progress"]:
    """A callback that draws a bar on standard error while it is a terminal, and nothing elsewhere."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Starting", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)


def writer(name: str) -> "Callable[[ArgumentMap], Iterable[str | bytes]]":
    """What turns a map into a format, piece by piece.

    Raises:
        ArgmapError: there is no such format.
    """
    from argmap.export import FORMATS, PICTURES

    if name in PICTURES:
        return PICTURES[name].pieces
    if name not in FORMATS:
        raise ArgmapError(f"no format {name!r}; choose one of {', '.join(sorted({*FORMATS, *PICTURES}))}")
    return FORMATS[name].pieces


def columns() -> int:
    """The width of the terminal."""
    return shutil.get_terminal_size((100, 24)).columns


def write(result: str | Iterable[str | bytes], output: str | None) -> None:
    """Write to the file, whole or not at all, or to standard output; a terminal gets no escapes from a thread."""
    pieces = (result,) if isinstance(result, str) else result
    if output:
        replace_file(Path(output), map(encoded, pieces))
    elif sys.stdout.isatty():
        from argmap.console import printable

        for piece in pieces:
            if isinstance(piece, bytes):
                raise ArgmapError("a picture is no text for a terminal; name a file with -o")
            print(printable(piece), end="")
    else:
        with suppress(BrokenPipeError):  # the reader has seen enough; click would call that an error
            sys.stdout.buffer.writelines(map(encoded, pieces))
            sys.stdout.buffer.flush()


def encoded(piece: str | bytes) -> bytes:
    """The bytes of a piece of a file."""
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def replace_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file, piece by piece, so that it is the old one or the new one, whole, whenever the process ends."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            file.writelines(pieces)
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("xb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
