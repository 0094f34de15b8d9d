"""JSON nested as deep as replies can be: read with a stack of its own where the standard parser gives up.

Reddit's JSON has five levels for one reply, so that two hundred replies in a row pass Python's limit.
"""

import json
import re
from typing import Any

STRINGS = json.JSONDecoder()
DEEPEST = 5000
"""Levels from which a document is refused: a thousand replies in a row on Reddit."""
TOKEN = re.compile(r'[ \t\n\r]*(?P<token>[{}\[\]:,"]|-?\d[\d.eE+-]*|true|false|null|)')


def parse_json(text: str) -> Any:
    """What `json.loads` gives, for documents of up to `DEEPEST` levels.

    Raises:
        json.JSONDecodeError: broken.
        RecursionError: nested deeper.
        ValueError: a number too long to read.
    """
    try:
        return json.loads(text)
    except RecursionError:
        return DeepReader(text).document()


class DeepReader:
    """Reads one document; `open` has the containers that are not closed yet, `keys` the names that wait for values."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[dict[str, Any] | list[Any]] = []
        self.keys: list[str] = []

    def document(self) -> Any:
        """The whole document."""
        while True:
            value = self._value()
            while self.open:
                self._put(value)
                if self._goes_on():
                    break
                value = self.open.pop()
            else:
                if self._token():
                    raise self._wrong("Extra data")
                return value

    def _value(self) -> Any:
        """The next value that is whole: a scalar or an empty container, in whatever opens before it."""
        token = self._token()
        while token in ("{", "["):
            container: dict[str, Any] | list[Any] = {} if token == "{" else []
            if self._peeked() == ("}" if token == "{" else "]"):
                self._token()
                return container
            self.open.append(container)
            if len(self.open) > DEEPEST:
                raise RecursionError
            if token == "{":
                self._key()
            token = self._token()
        if token == '"':
            return self._string()
        if not token or token in "]}:,":
            raise self._wrong("Expecting value")
        return json.loads(token)

    def _put(self, value: Any) -> None:
        container = self.open[-1]
        if isinstance(container, list):
            container.append(value)
        else:
            container[self.keys.pop()] = value

    def _goes_on(self) -> bool:
        """Whether the innermost container has another value; else it has just been closed."""
        in_object, token = isinstance(self.open[-1], dict), self._token()
        if token == ("}" if in_object else "]"):
            return False
        if token != ",":
            raise self._wrong("Expecting ',' delimiter")
        if in_object:
            self._key()
        return True

    def _key(self) -> None:
        if self._token() != '"':
            raise self._wrong("Expecting property name enclosed in double quotes")
        self.keys.append(self._string())
        if self._token() != ":":
            raise self._wrong("Expecting ':' delimiter")

    def _string(self) -> str:
        value, self.at = STRINGS.raw_decode(self.text, self.at - 1)
        return str(value)

    def _token(self) -> str:
        found = TOKEN.match(self.text, self.at)
        token = found["token"] if found else ""
        self.at = found.end() if found else self.at
        if not token and self.at < len(self.text):
            raise self._wrong("Expecting value")
        return token

    def _peeked(self) -> str:
        at = self.at
        token = self._token()
        self.at = at
        return token

    def _wrong(self, message: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(message, self.text, min(self.at, len(self.text)))
