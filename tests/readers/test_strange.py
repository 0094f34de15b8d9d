"""What is no discussion as it stands is refused with a way out, and never mapped as words."""

import pytest

from argmap.errors import InputError
from argmap.readers import parse_thread

CODE = (
    "import os\n\ndef main():\n    pass\n\nclass A:\n    x = {\n    }\nfrom a import b\ndef f(x):\nclass B:\ndef g():\n"
)
SCRIPT = "function f(a) {\n  let b = a + 1;\n  return b;\n}\nf(1);\nf(2);\nf(3);\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{\\rtf1\\ansi Hives on the roof are a danger.}", "Rich Text Format: save it as plain text"),
        ("<?xml version='1.0'?><notes><note>Hives are a danger.</note></notes>", "mark-up of a kind"),
        ("<note>Hives are a danger.</note>", "mark-up of a kind"),
        ("\\documentclass{article}\\begin{document}Hives.", "LaTeX"),
        ("diff --git a/x b/x\n--- a/x\n+++ b/x\n+hive", "a patch"),
        ("BEGIN:VCALENDAR\nSUMMARY:Hives\nEND:VCALENDAR", "a calendar"),
        (CODE, "code, not a discussion"),
        (SCRIPT, "code, not a discussion"),
        ('["Hives are a danger.", "They are not."]', "JSON, but not a thread"),
    ],
)
def test_mark_up_data_and_code_are_refused(text: str, words: str) -> None:
    """One line says what it is, and what argmap reads instead."""
    with pytest.raises(InputError, match=words) as caught:
        parse_thread(text.encode(), name="f")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["I <3 bees.", "<nora> Hives are a danger.\n<odd> They are not.", "[1] Hives are a danger; they sting.",
     "{sigh} Hives are a danger.", "x = [a, b] is how I write it.", "From here, bees;\nfrom there, wasps;"],
)  # fmt: skip
def test_words_with_signs_in_them_are_words(text: str) -> None:
    """Hearts, names in angle brackets, brackets and semicolons do not make a text mark-up or code."""
    assert parse_thread(text.encode()).posts


@pytest.mark.parametrize("wrapped", ["window.YTD.tweets.part0 = {};", "const data = {}", "callback({});"])
def test_json_in_a_script_is_read(wrapped: str) -> None:
    """A script that holds nothing but data is its data."""
    text = wrapped.replace("{}", '[{"id": 1, "author": "ann", "text": "Hives are a danger."}]')
    (post,) = parse_thread(text.encode()).posts
    assert (post.author, post.text) == ("ann", "Hives are a danger.")
