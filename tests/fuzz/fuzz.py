"""Coverage-guided fuzzing with atheris: `python tests/fuzz/fuzz.py TARGET [libFuzzer options] [folders with seeds]`.

Atheris is no requirement of argmap: `pip install atheris`. What it finds is written to the first folder; what it kept
of earlier runs is in seeds/TARGET, and tests/fuzz/test_fuzz.py tries that again on every run of the tests.
"""

import sys


def main() -> None:
    """Fuzz the target that is named first."""
    import atheris

    with atheris.instrument_imports(include=["argmap"]):
        from conftest import TARGETS

    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
