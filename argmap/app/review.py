"""The posts of a paste, before it is mapped or after: where argmap is unsure of them, and ways to set them right."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import streamlit as st

from argmap.app import desk
from argmap.app.desk import Review
from argmap.datatypes import Post, Thread
from argmap.readers.paste.reshape import Doubt, find_doubts
from argmap.screen.escape import counted
from argmap.work.corrections.edits import EditError, JoinPosts, PostEdit, SetAuthor, SetReply, SplitPost
from argmap.work.corrections.journal import Undo
from argmap.work.corrections.on_posts import edit_thread
from argmap.work.library import Work

WAYS = {
    True: "You can set them right, or map it as it is.",
    False: "What you set right is saved in the map; mapped again, it is read anew.",
}
SHOWN = 40
AROUND = 160
KINDS: Mapping[str, str] = {
    "start": "Does a new post begin here?",
    "break": "Does another post begin in the middle of this one?",
    "reply": "Whom does it answer?",
}


def show_review(review: Review) -> None:
    """Doubts on the left, the posts on the right."""
    thread, doubts = review.thread, find_doubts(review.thread)
    fresh = review.map is None
    st.subheader("Before it is mapped: are these the posts?" if fresh else "Are these the posts?")
    st.caption(
        f"{counted(len(thread.posts), 'post')} found in this text. Where one ends and whom it answers had to be "
        f"guessed; {counted(len(doubts), 'doubtful place')} left. {WAYS[fresh]}"
    )
    go, back, undo, _ = st.columns([1.6, 1.2, 1.2, 4])
    if fresh:
        go.button("Map it now", type="primary", on_click=_begin, args=(review,), width="stretch")
        back.button("Discard", on_click=_discard, width="stretch")
    else:
        go.button("Map again", type="primary", on_click=_map_again, args=(review,), width="stretch")
        back.button("Back", on_click=_discard, width="stretch", help="To the map; what you set right is saved in it")
    undo.button("Undo", key="undo-review", disabled=not review.before, on_click=_undo, args=(review,), width="stretch")
    left, right = st.columns([1, 1.1], gap="large")
    with left:
        _doubts(review, doubts)
    with right:
        _posts(review)


def _doubts(review: Review, doubts: tuple[Doubt, ...]) -> None:
    """The doubtful places: first where posts begin, as all else hangs on it; of each kind the most doubtful first."""
    st.markdown("#### Doubtful places")
    if not doubts:
        st.caption("None is left.")
    for number, doubt in enumerate(sorted(doubts, key=lambda doubt: (doubt.kind == "reply", doubt.confidence))[:SHOWN]):
        with st.container(border=True):
            _doubt(review, doubt, f"{number}-{doubt.post}")
    if len(doubts) > SHOWN:
        st.caption(f"{len(doubts) - SHOWN} more come up as these are settled.")


def _doubt(review: Review, doubt: Doubt, key: str) -> None:
    thread = review.thread
    at = next(i for i, post in enumerate(thread.posts) if post.id == doubt.post)
    post = thread.posts[at]
    st.caption(f"{KINDS[doubt.kind]} The guess is {doubt.confidence:.0%} sure.")
    if doubt.kind == "reply":
        st.text(f"{name_of(post, at)}: {shown(post.text, 0)}")
        _answers(review, at, f"doubt-{key}")
        st.button("That is right", key=f"right-{key}", type="tertiary", on_click=_settle, args=(review, doubt))
        return
    before = thread.posts[at - 1].text if doubt.kind == "start" else post.text[: doubt.start]
    after = post.text if doubt.kind == "start" else post.text[doubt.start :]
    st.text(f"{end_of(before)}\n⸻\n{shown(after, 0)}")
    yes, no = st.columns(2)
    if doubt.kind == "start":
        edit: PostEdit = JoinPosts(post.id)
        no.button("No, it is one post", key=f"join-{key}", on_click=_do, args=(review, edit), width="stretch")
    else:
        edit = SplitPost(post.id, doubt.start)
        yes.button("Yes, part it here", key=f"part-{key}", on_click=_do, args=(review, edit), width="stretch")
    settled = (yes, "Yes") if doubt.kind == "start" else (no, "No, it is one post")
    settled[0].button(settled[1], key=f"settle-{key}", on_click=_settle, args=(review, doubt), width="stretch")


def _posts(review: Review) -> None:
    """Every post as a line; the chosen one can be parted anywhere, joined, and given an author and what it answers."""
    posts = review.thread.posts
    st.markdown("#### All posts")
    _table(review)
    at = st.selectbox("Post", range(len(posts)), format_func=lambda i: line_of(posts[i], i))
    post = posts[at]
    author, answers = st.columns(2)
    with author:
        key = f"author-{post.id}-{len(review.before)}"
        arguments = (review, post.id, key)
        st.text_input("Author", post.author or "", key=key, placeholder="unknown", on_change=_author, args=arguments)
    with answers:
        _answers(review, at, "post")
    if at:
        st.button("Join it to the post above", on_click=_do, args=(review, JoinPosts(post.id)))
    for start, end in paragraphs(post.text):
        if start:
            label = "✂ A new post begins here"
            st.button(
                label, key=f"cut-{start}", type="tertiary", on_click=_do, args=(review, SplitPost(post.id, start))
            )
        st.text(post.text[start:end])


def _table(review: Review) -> None:
    """All posts as a list to scroll through; authors can be written, pasted or pulled down into their column."""
    rows = table_rows(review.thread)
    key = f"posts-{len(review.before)}-{len(rows)}"
    st.caption("Write, paste or pull down authors in their column, then take them over.")
    names = ["Post", "Author", "Answers", "Begins"]
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    fixed = [name for name in names if name != "Author"]
    table = st.data_editor(columns, key=key, disabled=fixed, hide_index=True, height=340, width="stretch")
    edits = author_edits(review.thread, table["Author"])
    label = f"Take over {counted(len(edits), 'author')}" if edits else "Take over the authors"
    st.button(label, key="authors", disabled=not edits, on_click=_name_all, args=(edits,))


def table_rows(thread: Thread) -> list[tuple[str, str, str, str]]:
    """For every post its number, author, the number of what it answers, and how it begins."""
    number = {post.id: str(at) for at, post in enumerate(thread.posts, 1)}
    return [
        (number[post.id], post.author or "", number.get(post.reply_to or "", "–"), shown(post.text, 0, 90))
        for post in thread.posts
    ]


def author_edits(thread: Thread, authors: Iterable[str | None]) -> tuple[SetAuthor, ...]:
    """The corrections that give the posts these authors, in order; none for a post that has its author already."""
    pairs = zip(thread.posts, authors, strict=True)
    wanted = ((post, (author or "").strip() or None) for post, author in pairs)
    return tuple(SetAuthor(post.id, author) for post, author in wanted if author != post.author)


def _name_all(edits: tuple[SetAuthor, ...]) -> None:
    for edit in edits:
        _do(st.session_state.review, edit)


def _answers(review: Review, at: int, key: str) -> None:
    """What a post answers, to choose among those before it, the likeliest first."""
    posts = review.thread.posts
    post = posts[at]
    likely = [answer.post for answer in post.guess.answers] if post.guess else []
    options = [*dict.fromkeys([post.reply_to, *likely, *(other.id for other in posts[:at]), None])]
    index = {other.id: i for i, other in enumerate(posts)}
    key = f"answers-{key}-{post.id}-{len(review.before)}"

    def label(id: str | None) -> str:
        return "nothing before it" if id is None else line_of(posts[index[id]], index[id])

    st.selectbox("Answers", options, key=key, format_func=label, on_change=_reply, args=(review, post.id, key))


def name_of(post: Post, at: int) -> str:
    """What a post is called: its number, and its author where one is known."""
    return f"{at + 1} · {post.author}" if post.author else f"{at + 1}"


def line_of(post: Post, at: int) -> str:
    """A post in one short line."""
    return f"{name_of(post, at)}: {shown(post.text, 0, 66)}"


def shown(text: str, start: int, width: int = AROUND) -> str:
    """The beginning of what follows, on one line."""
    line = " ".join(text[start : start + 3 * width].split())
    return line if len(line) <= width else line[:width].rpartition(" ")[0] + " …"


def end_of(text: str, width: int = AROUND) -> str:
    """The end of a text, on one line."""
    line = " ".join(text[-3 * width :].split())
    return line if len(line) <= width else "… " + line[-width:].partition(" ")[2]


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Where each line that has words begins and ends; the first begins the text.

    >>> paragraphs("one\n\ntwo")
    [(0, 3), (5, 8)]
    """
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return [(0, found[0][1]), *found[1:]] if found else []


def settled(thread: Thread, doubt: Doubt) -> Thread:
    """The thread with a person's word that a guess is right."""

    def sure(post: Post) -> Post:
        if post.id != doubt.post or post.guess is None:
            return post
        if doubt.kind == "start":
            return replace(post, guess=replace(post.guess, start=None))
        if doubt.kind == "reply":
            return replace(post, guess=replace(post.guess, answers=()))
        breaks = tuple(place for place in post.guess.breaks if place.start != doubt.start)
        return replace(post, guess=replace(post.guess, breaks=breaks))

    return replace(thread, posts=tuple(map(sure, thread.posts)))


def _do(review: Review, edit: PostEdit) -> None:
    """Makes a step; that of an open map is saved as a correction of it."""
    try:
        thread = edit_thread(review.thread, edit)
    except EditError as error:
        desk.fail(error)
        return
    if review.map is None or desk.correct(edit):
        _turn(review, thread, corrects=review.map is not None)


def _turn(review: Review, thread: Thread, *, corrects: bool = False) -> None:
    st.session_state.review = replace(review, thread=thread, before=(*review.before, (review.thread, corrects)))
    st.session_state.pop("error", None)


def _settle(review: Review, doubt: Doubt) -> None:
    _turn(review, settled(review.thread, doubt))


def _author(review: Review, post: str, key: str) -> None:
    _do(review, SetAuthor(post, st.session_state[key]))


def _reply(review: Review, post: str, key: str) -> None:
    _do(review, SetReply(post, st.session_state[key]))


def _undo(review: Review) -> None:
    thread, corrects = review.before[-1]
    if not corrects or desk.correct(Undo()):
        st.session_state.review = replace(review, thread=thread, before=review.before[:-1])


def check_posts(opened: Work) -> None:
    """Shows the posts of an open map, to be set right."""
    st.session_state.review = Review("", "", opened.argument_map.thread, map=opened.id)


def _begin(review: Review) -> None:
    """Maps what is shown, once: a click can reach the server twice where the page is drawn anew at that moment."""
    if st.session_state.get("review") is review:
        desk.begin(review.thread, review.name, review.source)
        _discard()


def _map_again(review: Review) -> None:
    opened = desk.work()
    if opened is not None and st.session_state.get("review") is review:
        desk.map_again(opened)
        _discard()


def _discard() -> None:
    st.session_state.pop("review", None)
