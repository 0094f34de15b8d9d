"""The argmap command: `argmap`, or `python -m argmap`."""

import os
import sys

import click

from argmap.errors import ArgmapError

UNFORESEEN, BAD, INTERRUPTED = 1, 2, 130


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 unforeseen error, 2 bad input, 130 interrupted."""
    try:
        code = run()
    except (click.Abort, KeyboardInterrupt):
        code = fail("interrupted; nothing is left half done", INTERRUPTED)
    except Exception as error:
        from argmap.cli.failing import unforeseen

        code = fail(unforeseen(error), UNFORESEEN)
    sys.exit(code)


def run() -> int:
    """Run the command line; the exit code."""
    try:
        from argmap.cli import argmap

        code = argmap(standalone_mode=False)
        sys.stdout.flush()
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


def fail(problem: str, code: int = BAD) -> int:
    """Say what is wrong, in one line; the exit code."""
    from argmap.cli.console import printable

    print("argmap:", " ".join(printable(problem).split()), file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
