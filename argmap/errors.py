"""What can go wrong, each in one line that says what to do."""


class ArgmapError(Exception):
    """The base of every error that argmap raises on purpose; its text is fit to be shown to a user."""


class InputError(ArgmapError):
    """An input cannot be read as a thread or a map.

    Args:
        problem: what is wrong and what to do, one line without a final full stop.
        source: the name of the file or address, where known.
        line: the line of the file, counted from 1, where known.
    """

    def __init__(self, problem: str, *, source: str = "", line: int | None = None) -> None:
        self.problem, self.source, self.line = problem, source, line
        place = ":".join(part for part in (source, str(line) if line else "") if part)
        super().__init__(f"{place}: {problem}" if place else problem)


class ModelError(ArgmapError):
    """A model that the backend needs is missing, damaged or not what it should be."""
