"""The former name of `argmap.formats`, kept for programs that were written for it."""

from argmap.formats import FORMATS, PICTURES, Format, Picture

__all__ = ["FORMATS", "PICTURES", "Format", "Picture"]
