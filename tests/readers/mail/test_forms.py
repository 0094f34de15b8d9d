"""Mail as programs write it: headers in any order, separators, charsets, attributions, older mail, many threads."""

import email
import email.policy
import re
from pathlib import Path

import pytest

from argmap.corpus.plan import Recipe, find_tasks
from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers import parse_thread, read_thread
from argmap.readers.mail.attribution import credit_of

WILD = Path(__file__).parent.parent / "wild"
ROOF = "Hives on the roof are a danger to the school next door."
SAFE = "The roof is safe, because nobody walks there."
FLY = "Bees fly down from roofs, so walking is not the point."
HEAD = "From: Odd Heath <odd@x.test>\nSubject: Re: Roof hives\nDate: Mon, 3 Mar 2025 16:10:00 +0000\n\n"


def parsed(text: str) -> Thread:
    return parse_thread(text.encode(), name="t")


def said(thread: Thread) -> list[tuple[str | None, str | None]]:
    return [(post.author, thread.by_id[post.reply_to].author if post.reply_to else None) for post in thread.posts]


def own(thread: Thread, index: int) -> str:
    """A post's text without its quotations."""
    post = thread.posts[index]
    text = post.text
    for quote in reversed(post.quotes):
        text = text[: quote.start] + text[quote.end :]
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("mail_bare_from.mbox", [("Nora Quill", None), ("Odd Heath", "Nora Quill")]),
        ("mail_takeout_headers.mbox", [("Nora Quill", None), ("Odd Heath", "Nora Quill")]),
        ("mail_mixed_charsets.mbox", [("Uwe Bär", None), ("Ida", "Uwe Bär")]),
        ("mail_newest_first.mbox", [("Nora Quill", None), ("Odd Heath", "Nora Quill"), ("Pia Wolf", "Odd Heath")]),
        ("mail_original_message.eml", [("Nora Quill", None), ("Odd Heath", "Nora Quill")]),
        ("mail_outlook_multipart.eml", [("Nora Quill", None), ("Odd Heath", "Nora Quill")]),
        ("mail_apple_attribution.eml", [("Nora Quill", None), ("Odd Heath", "Nora Quill")]),
        ("reply_outlook.txt", [("Nora Quill", None), (None, "Nora Quill")]),
    ],
)
def test_mail_as_it_was_found(name: str, people: list[tuple[str | None, str | None]]) -> None:
    """Each file comes apart into its messages, and no header, boundary or attribution is a word of anybody."""
    thread = read_thread(WILD / name)
    assert said(thread) == people
    assert not re.search(r"Content-|--=_|<html|wrote:|Sent:|Original", " ".join(post.text for post in thread.posts))
    assert thread.dropped == ()


@pytest.mark.parametrize("name", ["mail_bare_from.mbox", "mail_takeout_headers.mbox", "mail_newest_first.mbox"])
def test_headers_agree_with_the_standard_library(name: str) -> None:
    """Every author, parent, time and text is that which `email` finds in the pieces of the file."""
    pieces = re.split(r"^From(?: .*)?\n(?=[\w-]+:)", (WILD / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
    messages = [email.message_from_string(piece, policy=email.policy.default) for piece in pieces]
    walked = {
        str(one["Message-ID"]).strip("<>"): (
            one["From"].addresses[0].display_name,
            str(one["In-Reply-To"] or "").strip("<>") or None,
            one["Date"].datetime.isoformat(),
            one.get_payload().strip(),
        )
        for one in messages
    }
    thread = read_thread(WILD / name)
    assert {post.id: (post.author, post.reply_to, post.created_at, post.text) for post in thread.posts} == walked


@pytest.mark.parametrize(
    ("line", "author", "time"),
    [
        ("On Fri, Feb 24, 2012 at 10:19 AM, <ann@b.example> wrote:", "ann", "2012-02-24T10:19:00"),
        ("On Mon, Mar 3, 2025 at 5:02 PM Nora Quill <n@x.test>wrote:", "Nora Quill", "2025-03-03T17:02:00"),
        ("On Mon, 3 Mar 2025 17:02:00 +0100 (CET) Nora Quill <n@x.test> wrote:", "Nora Quill", "2025-03-03T17:02:00"),
        ("On Monday, March 3, 2025 at 05:02:00 PM GMT+1, Nora <n@x.test> wrote:", "Nora", "2025-03-03T17:02:00"),
        ("On Mon, 2025-03-03 at 17:02 +0100, Nora Quill wrote:", "Nora Quill", "2025-03-03T17:02:00"),
        ("On 3/3/25 5:02 PM, nora.2025 via Club wrote:", "nora.2025", "2025-03-03T17:02:00"),
        ("2025-03-03 17:02 GMT+01:00 Nora Quill <n@x.test>:", "Nora Quill", "2025-03-03T17:02:00"),
        ("* Nora Quill <n@x.test> [2025-03-03 17:02]:", "Nora Quill", "2025-03-03T17:02:00"),
        ("Am 03.03.2025 um 17:02 schrieb Nora Quill:", "Nora Quill", "2025-03-03T17:02:00"),
        ("Le lun. 3 mars 2025 à 17:02, Nora Quill <n@x.test> a écrit :", "Nora Quill", "2025-03-03T17:02:00"),
        ("Nora Quill wrote on 03/03/2025 17:02:", "Nora Quill", "2025-03-03T17:02:00"),
        ("Quoting Nora Quill <n@x.test>:", "Nora Quill", None),
    ],
)
def test_attributions_name_a_person_and_a_time(line: str, author: str, time: str | None) -> None:
    """What mail programs write above a quotation; a date is no part of the name, nor an address."""
    found = credit_of(line)
    assert found is not None
    assert (found.author, found.created_at) == (author, time)


@pytest.mark.parametrize("line", ["As he said:", "In 1999 Cornell wrote:", "On the whole he wrote:"])
def test_sentences_that_end_like_attributions_name_nobody(line: str) -> None:
    """A sentence is no name."""
    assert credit_of(line) is None


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "older",
    [
        f"On Mon, Mar 3, 2025 at 5:02 PM Nora Quill\n<nora@x.test>\nwrote:\n\n> {ROOF}\n",
        f"On Mon, Mar 3, 2025 at 5:02 PM Nora Quill <nora@x.test> wrote:\n> {ROOF}\n",
        f"> On 3 Mar 2025, at 17:02, Nora Quill <nora@x.test> wrote:\n> \n> {ROOF}\n",
        f"On Monday, March 3, 2025 at 05:02:00 PM GMT+1, Nora Quill <nora@x.test> wrote:\n\n{ROOF}\n",
        f"-----Original Message-----\nFrom: Nora Quill <nora@x.test>\nTo: Odd\nSent: Mon, Mar 3, 2025 5:02 pm\n"
        f"Subject: Roof hives\n\n{ROOF}\n",
        f"________________________________\nFrom: Nora Quill <nora@x.test>\nSent: Monday, March 3, 2025 5:02 PM\n"
        f"To: Odd Heath <odd@x.test>\nSubject: Roof hives\n\n{ROOF}\n",
        f"-------- Original Message --------\nOn 3/3/25 5:02 PM, Nora Quill <nora@x.test> wrote:\n\n>  {ROOF}\n",
        f"Begin forwarded message:\n\nFrom: Nora Quill <nora@x.test>\nSubject: Roof hives\n"
        f"Date: 3 March 2025 at 17:02:00\nTo: Odd\n\n{ROOF}\n",
        f"> -----Original Message-----\n> From: Nora Quill\n> Sent: Monday, 3 March 2025 17:02\n> To: Odd\n"
        f"> Subject: Roof hives\n>\n> {ROOF}\n",
    ],
)
def test_the_older_mail_is_parted_from_the_newer(older: str, end: str) -> None:
    """However a program sets it off: its writer, its time and its words are its own, and the reply answers it."""
    thread = parsed((HEAD + SAFE + "\n\n" + older).replace("\n", end))
    assert said(thread) == [("Nora Quill", None), ("Odd Heath", "Nora Quill")]
    assert thread.posts[0].created_at == "2025-03-03T17:02:00"
    assert thread.posts[0].text == ROOF
    assert own(thread, 1) == SAFE
    assert thread.dropped == ()
    pasted = parsed((SAFE + "\n\n" + older).replace("\n", end))
    assert said(pasted) == [("Nora Quill", None), (None, "Nora Quill")]


def test_a_chain_of_unmarked_mails() -> None:
    """Each older mail stands below the newer one; each is answered by the one above it."""
    block = "From: {}\nSent: Monday, 3 March 2025 5:0{} p.m.\nTo: all\nSubject: Roof hives\n\n{}\n\n"
    thread = parsed(
        HEAD.replace("Odd Heath", "Kurt") + "Both.\n\n" + block.format("Pia", 3, FLY) + block.format("Odd", 2, SAFE)
    )
    assert said(thread) == [("Odd", None), ("Pia", "Odd"), ("Kurt", "Pia")]


def test_a_signature_above_a_quotation_takes_only_itself_away() -> None:
    """What is quoted below a signature is still read, and the signature's lines are counted."""
    thread = parsed(f"{HEAD}{SAFE}\n\n-- \nOdd Heath\nRoof club\n\nOn Mon, 3 Mar 2025, Nora wrote:\n> {ROOF}\n")
    assert said(thread) == [("Nora", None), ("Odd Heath", "Nora")]
    assert [(lost.what, lost.count) for lost in thread.dropped] == [("line", 3)]


def test_notes_of_an_archive_are_no_words_and_no_quotations() -> None:
    """What Pipermail writes for what it took out, and the notice of the list, are counted, not read."""
    note = (
        "-------------- next part --------------\nAn HTML attachment was scrubbed...\n"
        "URL: <http://lists.x.test/attachments/20250303/1/attachment.htm>\n"
    )
    lines = "_" * 47 + "\nClub mailing list\nClub at x.test\n"
    mail = (
        "From {0} at x.test  Mon Mar  3 15:0{1}:00 2025\nFrom: {0} at x.test ({0} Q)\n"
        "Date: Mon, 3 Mar 2025 15:0{1}:00 +0000\nSubject: [Club] Roof\nMessage-ID: <{1}@x>\n\n{2}\n\n{3}\n"
    )
    thread = parsed(
        "".join(
            mail.format(name, i, text, note + lines) for i, (name, text) in enumerate([("nora", ROOF), ("odd", SAFE)])
        )
    )
    assert [(post.author, post.text, post.quotes) for post in thread.posts] == [
        ("nora Q", ROOF, ()),
        ("odd Q", SAFE, ()),
    ]
    assert thread.title == "Roof"
    assert [(lost.what, lost.count) for lost in thread.dropped] == [("line", 12)]


def test_a_mailbox_of_several_threads_asks_which(tmp_path: Path) -> None:
    """The question names them by number; `FILE#2` is the second, and a corpus maps each."""
    mail = (
        "From x@x.test Mon Mar  3 15:00:00 2025\nFrom: {0} <x@x.test>\nSubject: {1}\n"
        "Date: Mon, 3 Mar 2025 15:00:00 +0000\nMessage-ID: <{2}@x>\n{3}\n{4}\n\n"
    )
    path = tmp_path / "march.mbox"
    path.write_text(
        mail.format("Nora", "Roof hives", 1, "", ROOF)
        + mail.format("Uwe", "Crepes", 2, "", "A flat pan is enough for them.")
        + mail.format("Odd", "Re: Roof hives", 3, "In-Reply-To: <1@x>\n", SAFE)
        + mail.format("Ida", "RE: [Club] Crepes", 4, "", "It has to be heavy.")
    )
    with pytest.raises(InputError, match=r'2 threads: 1 "Roof hives" \(2\); 2 "Crepes" \(2\); name one .* FILE#2'):
        read_thread(path)
    assert said(read_thread(f"{path}#1")) == [("Nora", None), ("Odd", "Nora")]
    assert said(read_thread(f"{path}#2")) == [("Uwe", None), ("Ida", "Uwe")]
    with pytest.raises(InputError, match="there is no number 3"):
        read_thread(f"{path}#3")
    assert [(task.name, task.part) for task in find_tasks([str(path)], Recipe())] == [
        ("march.mbox#1", 1), ("march.mbox#2", 2),
    ]  # fmt: skip


def test_html_mail_is_read_as_text_and_a_dialogue_is_no_mail() -> None:
    """A mail with HTML only has words without tags; names with colons are headers only where From is one of them."""
    html = HEAD[:-1] + "Content-Type: text/html; charset=utf-8\n\n<p>The <b>roof</b> is safe.</p>"
    assert [post.text for post in parsed(html).posts] == ["The roof is safe."]
    dialogue = "Ann: Is it so?\nBob: It is.\nAnn: Good."
    assert [post.author for post in parsed(dialogue).posts] == ["Ann", "Bob", "Ann"]
