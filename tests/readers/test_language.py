"""Languages: each post's where it is not English, and a line where most of a thread is not."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import argmap
from argmap.formats.json import from_native_thread, to_native_thread
from argmap.readers import parse_thread
from argmap.readers.language import NO_WORDS, language_note, language_of

SAID = {
    "en": (
        "The roof is safe, because nobody walks there.",
        "I don't think that bees fly down from roofs, so your point fails.",
        "Agreed, this makes sense to me.",
        "We should put up a net before the summer begins.",
    ),
    "de": (
        "Das Dach ist sicher, weil dort niemand geht.",
        "Ich glaube nicht, dass Bienen von Dächern herunterfliegen.",
        "Wir sollten vor dem Sommer ein Netz aufhängen.",
        "Das stimmt, aber es kostet mehr als die Bienenstöcke.",
    ),
    "fr": (
        "Le toit est sûr, parce que personne n'y marche.",
        "Je ne crois pas que les abeilles descendent des toits.",
        "Nous devrions installer un filet avant l'été.",
        "C'est vrai, mais cela coûte plus cher que les ruches.",
    ),
    "es": (
        "El tejado es seguro, porque nadie camina por allí.",
        "No creo que las abejas bajen volando de los tejados.",
        "Deberíamos poner una red antes del verano.",
        "Es verdad, pero cuesta más que las colmenas.",
    ),
    "it": (
        "Il tetto è sicuro, perché nessuno ci cammina.",
        "Non credo che le api scendano dai tetti.",
        "Dovremmo mettere una rete prima dell'estate.",
        "È vero, ma costa più degli alveari.",
    ),
    "pt": (
        "O telhado é seguro, porque ninguém anda lá.",
        "Não acho que as abelhas desçam dos telhados.",
        "Deveríamos colocar uma rede antes do verão.",
        "É verdade, mas custa mais do que as colmeias.",
    ),
    "nl": (
        "Het dak is veilig, want niemand loopt daar.",
        "Ik denk niet dat bijen van daken naar beneden vliegen.",
        "We moeten voor de zomer een net ophangen.",
        "Dat klopt, maar het kost meer dan de kasten.",
    ),
    "ru": (
        "Крыша безопасна, потому что там никто не ходит.",
        "Я не думаю, что пчёлы слетают с крыш.",
        "Нам нужно натянуть сетку до лета.",
        "Это правда, но она дороже ульев.",
    ),
    "pl": (
        "Dach jest bezpieczny, bo nikt tam nie chodzi.",
        "Nie sądzę, żeby pszczoły zlatywały z dachów.",
        "Powinniśmy założyć siatkę przed latem.",
        "To prawda, ale kosztuje więcej niż ule.",
    ),
    "ja": (
        "誰も歩かないので、屋根は安全です。",
        "蜂が屋根から降りてくるとは思いません。",
        "夏の前に網を張るべきです。",
        "それは本当ですが、巣箱より高いです。",
    ),
    "sv": (
        "Taket är säkert, eftersom ingen går där.",
        "Jag tror inte att bin flyger ner från tak.",
        "Vi borde sätta upp ett nät före sommaren.",
        "Det är sant, men det kostar mer än kuporna.",
    ),
}


@pytest.mark.parametrize("code", SAID)
def test_single_sentences_of_eleven_languages(code: str) -> None:
    """A sentence is enough; English has no code, and one of four may be left open."""
    found = [language_of(text) for text in SAID[code]]
    assert set(found) <= {None if code == "en" else code, None}
    assert found.count(None) <= (4 if code == "en" else 1)


@pytest.mark.parametrize(
    "text", ["Slam dunk.", "👍🎉", "Bravo!", "https://example.org/a", "Sorry, duplicate post", "lol", "+1", ""]
)
def test_what_is_too_short_to_tell_has_no_language(text: str) -> None:
    """Few letters, signs and addresses say nothing of a language."""
    assert language_of(text) is None


def test_a_thread_in_another_language_is_told_once() -> None:
    """One line for the thread, a code for each post that is not English; both are written and read back."""
    turns = [*SAID["de"], SAID["en"][0]]
    thread = parse_thread("".join(f"<{'ab'[i % 2]}nn> {text}\n" for i, text in enumerate(turns)).encode())
    assert [post.language for post in thread.posts] == ["de", "de", "de", "de", None]
    assert "German (de)" in (language_note(thread) or "")
    written = to_native_thread(thread)
    assert from_native_thread(written) == parse_thread(written.encode()) == thread


def test_one_foreign_post_is_no_foreign_thread() -> None:
    """A thread that is mostly English gets no line."""
    turns = [*SAID["en"], SAID["fr"][0]]
    thread = parse_thread("".join(f"<{'ab'[i % 2]}nn> {text}\n" for i, text in enumerate(turns)).encode())
    assert (thread.posts[-1].language, language_note(thread)) == ("fr", None)


def test_a_thread_without_words_is_told() -> None:
    """Only emoji: a line says that there is nothing to map."""
    assert language_note(parse_thread("👍\n\n🎉🎉\n".encode())) == NO_WORDS


def test_the_line_is_said_before_a_map_is_made(tmp_path: Path) -> None:
    """`argmap read` prints it on standard error."""
    path = tmp_path / "de.txt"
    path.write_text("\n".join(SAID["de"]), "utf-8")
    assert "argmap reads English" in CliRunner().invoke(argmap, ["read", str(path)]).stderr
