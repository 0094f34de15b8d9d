"""The argmap command: `argmap`, or `python -m argmap`."""

import os
import sys

import click

from argmap.cli import argmap
from argmap.errors import ArgmapError

BAD, INTERRUPTED = 2, 130


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 2 bad input, 130 interrupted."""
    sys.exit(run())


def run() -> int:
    """Run the command line; the exit code."""
    try:
        code = argmap(standalone_mode=False)
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return BAD
    except click.UsageError as error:
        return fail(f"{error.format_message()} See argmap --help.")
    except (click.ClickException, ArgmapError) as error:
        return fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return fail(f"{error.filename or 'output'}: {error.strerror}; check the name and the room on the disk")
    return code if isinstance(code, int) else 0


def fail(problem: str) -> int:
    """Say what is wrong, in one line."""
    from argmap.cli.console import printable

    print("argmap:", " ".join(printable(problem).split()), file=sys.stderr)
    return BAD


if __name__ == "__main__":
    main()
