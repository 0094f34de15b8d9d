"""Chats, transcripts and copied pages in forms of their own: who speaks, when, to whom; nothing else is a word."""

import re
from pathlib import Path

import pytest

from argmap.datatypes import Thread
from argmap.readers import parse_thread, read_thread

WILD = Path(__file__).parent.parent / "wild"
ROOF = "Hives on the roof are a danger to the school next door."
SAFE = "The roof is safe, because nobody walks there."
TODAY = "Nobody walks there today, but the caretaker will."
FLY = "Bees fly down from roofs, so walking is not the point."
NET = "Then we put up a net."
COSTS = "A net costs more than the hives."
SIX = [
    ("Nora Quill", ROOF), ("Odd", SAFE), ("Nora Quill", TODAY), ("Pia W", FLY), ("Odd", NET), ("Pia W", COSTS),
]  # fmt: skip


def parsed(text: str) -> Thread:
    return parse_thread(text.encode(), name="t")


def said(thread: Thread) -> list[tuple[str | None, str]]:
    return [(post.author, post.text) for post in thread.posts]


def answers(thread: Thread) -> list[int | None]:
    index = {post.id: i for i, post in enumerate(thread.posts)}
    return [None if post.reply_to is None else index[post.reply_to] for post in thread.posts]


@pytest.mark.parametrize(
    ("name", "authors"),
    [
        ("paste_whatsapp.txt", ["Nora Quill", "Odd", "Nora Quill", "Pia W", "Odd", "Pia W"]),
        ("paste_slack.txt", ["Nora Quill", "Odd", "Nora Quill", "Pia W", "Odd", "Pia W"]),
        ("paste_subtitles.vtt", ["Nora Quill", "Odd", "Nora Quill", "Pia W", "Odd", "Pia W"]),
        ("paste_irc.txt", ["nora", "odd", "nora", "pia", "odd", "pia"]),
        ("paste_github.txt", ["nora-q", "odd-h", "pia-w"]),
        ("paste_stackexchange.txt", ["Nora Quill", "Odd H", "Pia W"]),
        ("paste_wiki_talk.txt", ["Nora Q", "Odd", "Pia W", "Odd", "Kurt"]),
        ("paste_lesswrong.txt", ["Nora Quill", "Odd Heath", "Pia W", "Odd Heath"]),
        ("paste_discourse_raw.md", ["nora_q", "odd_h", "pia_w"]),
        ("paste_reddit_old.txt", ["odd_h", "nora_q", None, "kurt"]),
    ],
)
def test_pastes_as_they_were_found(name: str, authors: list[str | None]) -> None:
    """Every post has its author, the words of its file's sentences and no word of the page; nothing is lost."""
    thread = read_thread(WILD / name)
    assert [post.author for post in thread.posts] == authors
    text = (WILD / name).read_text("utf-8")
    sentences = re.findall(r"\b[A-Z][^.:\n<>]{15,}\.(?=[\s<]|$)", text)
    for sentence in sentences:
        assert (
            any(sentence in post.text for post in thread.posts) or "calls are end" in sentence or "No one" in sentence
        )
    page = r"permalink|Contributor|Member|Improve|PM$|Reply|commented|talk\)|-{9}|\[quote|UTC|Upvote"
    assert not any(re.search(page, post.text) for post in thread.posts)
    assert thread.notes == ()
    assert not any("no post" in lost.why for lost in thread.dropped)


@pytest.mark.parametrize(
    ("name", "clock"),
    [
        ("paste_whatsapp.txt", r"^(\S+), (\d\d):(\d\d) - [\w ]+: "),
        ("paste_irc.txt", r"^\[()(\d\d):(\d\d)\] <"),
        ("paste_discourse_raw.md", r"\| (\S+) (\d\d):(\d\d):\d\d UTC"),
        ("paste_subtitles.vtt", r"^()\d\d:(\d\d):(\d\d)\.\d+ -->"),
        ("paste_wiki_talk.txt", r"() (\d\d):(\d\d), \d+ March"),
    ],
)
def test_times_are_those_of_the_file(name: str, clock: str) -> None:
    """Each post has the clock that stands with it, found again in the file by itself."""
    clocks = [f"{a}:{b}" for _, a, b in re.findall(clock, (WILD / name).read_text("utf-8"), re.MULTILINE)]
    times = [post.created_at or "" for post in read_thread(WILD / name).posts]
    assert len(times) == len(clocks)
    assert all(one in time for one, time in zip(clocks, times, strict=True))


def line(i: int, form: str, author: str, text: str) -> str:
    return form.format(i=i, author=author, text=text)


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("[03/03/2025, 15:0{i}:00] {author}: {text}\n", "2025-03-03T15:00:00"),
        ("\u200e[3/3/25, 3:0{i}:12\u202fPM] {author}: {text}\n", "2025-03-03T15:00:12"),
        ("3/14/25, 3:0{i} PM - {author}: {text}\n", "2025-03-14T15:00:00"),
        ("15:0{i} <{author}> {text}\n", "15:00:00"),
        ("2025-03-03 15:0{i}:00 <{author}> {text}\n", "2025-03-03T15:00:00"),
        ("<{author}> {text}\n", None),
        ("{author}, [03.03.2025 15:0{i}]\n{text}\n\n", "2025-03-03T15:00:00"),
        ("15:0{i}:00\t From {author} to Everyone : {text}\n", "15:00:00"),
        ("{author}  3:0{i} PM\n{text}\n", "15:00:00"),
        ("{author} — 03/03/2025 15:0{i}\n{text}\n", "2025-03-03T15:00:00"),
        ("[00:0{i}] {author}: {text}\n", "00:00:00"),
        ("{author}  0:0{i}\n{text}\n\n", "00:00:00"),
        ("00:0{i}:00 {author}\n{text}\n\n", "00:00:00"),
    ],
)
def test_a_turn_with_a_clock(form: str, first: str | None) -> None:
    """Chats and transcripts of many programs: a post a turn, the clock is a time and no word."""
    thread = parsed("".join(line(i, form, author, text) for i, (author, text) in enumerate(SIX)))
    assert said(thread) == SIX
    assert thread.posts[0].created_at == first
    assert thread.dropped == ()


def test_messages_of_several_lines_and_notices() -> None:
    """A message goes on over lines; who joined and what was a picture is counted, not read."""
    thread = parsed(
        "[3/3/25, 3:00:12 PM] Nora: Hives are a danger.\nAnd a nuisance.\n"
        "[3/3/25, 3:01:12 PM] Odd: \u200eimage omitted\n"
        "[3/3/25, 3:01:13 PM] Pia joined using this group's invite link\n[3/14/25, 3:02:12 PM] Odd: They are not.\n"
    )
    assert said(thread) == [("Nora", "Hives are a danger.\nAnd a nuisance."), ("Odd", "They are not.")]
    assert [(lost.what, lost.count) for lost in thread.dropped] == [("line", 2)]


def test_subtitles_of_one_speaker_are_one_post() -> None:
    """SRT names speakers in capitals, or marks them with `>>`; cues of one turn are joined."""
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n\n"
    said_ = ["NORA: Hives on the roof\nare a danger.", "And <i>they</i> sting.", "ODD: The roof is safe."]
    thread = parsed("".join(cue.format(i, text) for i, text in enumerate(said_, 1)))
    assert said(thread) == [("NORA", "Hives on the roof are a danger. And they sting."), ("ODD", "The roof is safe.")]
    assert [post.created_at for post in thread.posts] == ["00:00:01", "00:00:03"]
    assert answers(thread) == [None, 0]
    marked = parsed(
        "".join(cue.format(i, text) for i, text in enumerate([">> It is so.", "Really.", ">> It is not."], 1))
    )
    assert said(marked) == [(None, "It is so. Really."), (None, "It is not.")]


@pytest.mark.parametrize(
    "text",
    [
        f"# Roof hives\n\n## Nora\n\n{ROOF}\n\n## Odd\n\n{SAFE}\n\n## Nora\n\n{TODAY}\n",
        f"# Roof hives\n\n**Nora:** {ROOF}\n\n**Odd:** {SAFE}\n\n**Nora:** {TODAY}\n",
        f"# Roof hives\n\n**Nora**: {ROOF}\n\n**Odd**: {SAFE}\n\n**Nora**: {TODAY}\n",
        f"# Roof hives\n\n**Nora**\n\n{ROOF}\n\n**Odd**\n\n{SAFE}\n\n**Nora**\n\n{TODAY}\n",
    ],
)
def test_speakers_in_markdown(text: str) -> None:
    """A heading or a bold name a speaker."""
    thread = parsed(text)
    assert said(thread) == [("Nora", ROOF), ("Odd", SAFE), ("Nora", TODAY)]
    assert thread.title == "Roof hives"


@pytest.mark.parametrize("name", ["**{}**:", "**{}:**", "{}:"])
@pytest.mark.parametrize("bullet", ["-", "*", "1."])
def test_a_nested_list_says_who_answers_whom(name: str, bullet: str) -> None:
    """An item answers the item that it stands in; a line below goes on."""
    item = f"{{}}{bullet} {name} {{}}\n"
    rows = [(0, "Nora", ROOF), (1, "Odd", SAFE), (2, "Nora", TODAY), (1, "Pia", FLY), (0, "Kurt", NET)]
    thread = parsed("".join(item.format("    " * depth, author, text) for depth, author, text in rows))
    assert said(thread) == [(author, text) for _, author, text in rows]
    assert answers(thread) == [None, 0, 1, 0, None]


def test_the_source_of_a_talk_page() -> None:
    """Indentation is who answers whom; signatures and links are no words, and unsigned ones have names too."""
    sign = "[[User:{0}|{0}]] ([[User talk:{0}|talk]]) 1{1}:02, 3 March 2025 (UTC)"
    thread = parsed(
        f"== Roof hives ==\n'''Hives''' on the [[roof]] are a [[danger|hazard]]. {sign.format('Nora Q', 5)}\n"
        f":The roof is safe. --{sign.format('Odd', 6)}\n::{{{{re|Odd}}}} Bees fly down.\n\n"
        f"::So walking is not the point. {sign.format('Pia W', 7)}\n:Both. {{{{unsigned|Kurt|17:01, 3 March 2025}}}}\n"
    )
    assert said(thread) == [
        ("Nora Q", "Hives on the roof are a hazard."), ("Odd", "The roof is safe."),
        ("Pia W", "@Odd Bees fly down.\n\nSo walking is not the point."), ("Kurt", "Both."),
    ]  # fmt: skip
    assert answers(thread) == [None, 0, 1, 0]
    assert (thread.title, thread.dropped) == ("Roof hives", ())


def test_stack_exchange_comments_answer_their_post() -> None:
    """Comments end in a name and a time; edits name an editor, not the author; each answer answers the question."""
    thread = parsed(
        f"{ROOF}\n\nShare\nImprove this question\nFollow\nedited Mar 4, 2025 at 9:00\nEda\n12\n"
        f"asked Mar 3, 2025 at 10:02\n"
        f"Nora\n1,234\n1 gold badge\n{TODAY} – Kurt\nCommented Mar 3, 2025 at 11:00\nAdd a comment\n1 Answer\n\n"
        f"{SAFE}\n\nShare\nFollow\nanswered Mar 3, 2025 at 12:40\nOdd\n567\n"
        f"{FLY} – Pia\nCommented Mar 5, 2025 at 8:00\n"
    )
    assert said(thread) == [("Nora", ROOF), ("Kurt", TODAY), ("Odd", SAFE), ("Pia", FLY)]
    assert answers(thread) == [None, 0, 0, 2]


def test_a_quotation_of_discourse_names_its_post() -> None:
    """`[quote=...]` is a quotation of the post that it names, and the post answers that."""
    thread = read_thread(WILD / "paste_discourse_raw.md")
    assert [(quote.post, quote.start) for quote in thread.posts[1].quotes] == [("1", 0)]
    assert thread.posts[1].text == f"> Hives on the roof are a danger\n\n{SAFE}"


@pytest.mark.parametrize(
    "text",
    [
        "# Plan\n\n## Goals\n\nWe go there.\n\n## Method\n\nWe walk.\n\n## Costs\n\nNone.\n",
        "The bus leaves at 15:00.\nIt is full by 15:10.\nThe next one is at 16:00.",
        "- **Pros**: it is cheap.\n- It is quick.\n- It is near.\n- **Cons**: it is loud.\n",
        "At 15:00 we met. I said: nothing works. She said: it does.\n",
    ],
)
def test_other_texts_are_no_chat(text: str) -> None:
    """Headings, clocks and bold words within one person's text name no speaker."""
    assert not any(post.author for post in parsed(text).posts)


def test_words_between_turns_that_are_in_no_post_are_counted() -> None:
    """What stands above the first turn and is no title is told where it is more than a tenth."""
    head = (
        "This is a long line about the meeting and everything that came before it in the old town hall last year. " * 2
    )
    thread = parsed(head + "\n" + "".join(f"[15:0{i}] <{name[:3]}> {text}\n" for i, (name, text) in enumerate(SIX)))
    assert [lost.why for lost in thread.dropped] == ["in words of the file that are in no post"]
    assert "are in no post" in thread.notes[0]


def test_what_pages_say_of_a_person_is_no_name() -> None:
    """Reddit as it is copied today: "OP" stands below a name, votes below the words; neither is one of them."""
    thread = parsed(
        "odd_h\n•\n3y ago\nThe roof is safe.\n\nUpvote\n5\n\nDownvote\n\nReply\n\nAward\n\nShare\n\n"
        "nora_q\nOP\n•\n3y ago\nBees fly down.\n\nUpvote\n2\n\nDownvote\n\nReply\n\nShare\n"
    )
    assert said(thread) == [("odd_h", "The roof is safe."), ("nora_q", "Bees fly down.")]


def test_a_picture_of_who_speaks_next_is_no_word_on_github() -> None:
    """An issue as it is copied: the opening post, and names that stand for pictures."""
    thread = parsed(
        "Roof hives #12\nOpen\nnora-q opened this issue on Mar 3, 2025 · 2 comments\nComments\n@nora-q\n"
        "nora-q commented on Mar 3, 2025\nHives are a danger.\n\n@odd-h\nodd-h commented on Mar 4, 2025 • edited\n"
        "The roof is safe.\n"
    )
    assert said(thread) == [("nora-q", "Hives are a danger."), ("odd-h", "The roof is safe.")]


def test_a_programme_is_no_chat() -> None:
    """Clocks with words beside them, and nothing said below."""
    assert [post.author for post in parsed("Agenda\n\n10:00 Welcome\n10:15 Talk by Nora\n11:00 Break\n").posts] == [
        None
    ]
