"""The public names: sorted, complete, documented, and what DESIGN promises a Python user."""

import inspect

import pytest

import argmap


def test_names_are_sorted() -> None:
    """`__all__` is in order, so that a diff shows what was added."""
    assert list(argmap.__all__) == sorted(argmap.__all__)


def test_names_are_complete() -> None:
    """Every name of `__all__` has a module to come from, and nothing else has."""
    assert set(argmap.__all__) == {*argmap._MODULE_OF, "__version__"}
    assert dir(argmap) == argmap.__all__


@pytest.mark.parametrize("name", sorted(argmap._MODULE_OF))
def test_names_are_documented(name: str) -> None:
    """Every public class and function can be imported, says where it lives, and has a docstring of its own."""
    thing = getattr(argmap, name)
    assert thing.__module__ == f"argmap.{argmap._MODULE_OF[name]}"
    assert inspect.getdoc(thing)


def test_unknown_name() -> None:
    """A name that is not there is an AttributeError, as everywhere."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = argmap.nothing
