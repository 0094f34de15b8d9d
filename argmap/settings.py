"""Every threshold and limit, frozen; each says how it was chosen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the chain can be told.

    Attributes:
        max_bytes: larger inputs are refused; a hundred times the longest thread in the development data.
        max_posts: threads of more posts are refused; four times as many as the longest that the benchmark maps.
        max_lines: pastes of more lines are refused; ten for each of `max_posts`.
        max_units: threads that fall into more units are refused; five for each of `max_posts`.
        min_claim_score: units that are less probably claims are none; .3, .36, .4, .44 and .5: claims F1 .778, .780,
            .781, .780 and .776 on training threads as if they were new. More for questions (.5, .6, .7) takes .785 on
            gold train to .783, .782 and .777; requests ("Why do you say this?") as claims like others give .787.
        min_plain_score: the same for short clauses that say something of a subject that they name ("Cars kill people"):
            annotators call .49 of those on training threads claims, the judge .43.
        min_restatement: likeness (cosine) from which two units can say the same; restate.py has the figures.
        max_karma_shift: the most by which a post's karma moves the base score of its claims.
        window_back: how many claims before it in its post a claim is tried against.
        window_ahead: how many claims after it.
        alike_candidates: how many claims of the answered post, of the posts above it and of quoted posts are tried.
        subject_weight: what it weighs that a reply as a whole is about a claim of a long post; 3 to 6 raise links F1 on
            the written training threads (.171 to .175 and .177), whose replies name their subject once.
        long_post: so many claims make a post long, and its claims a choice of subjects.
        point_bonus: log-odds that a link gains where its source names its target by number ("(2) seems false").
        point_refuted: least probability that such a link objects, where refuting words follow the number.
        max_targets: how many claims one claim can serve or answer; 1, 2 and 3: links F1 .229, .240 and .240, between
            posts .209, .214 and .216 on gold dev.
        min_link: least probability of a link; .1, .12 and .14: links F1 .251, .252 and .249 on the training threads, by
            trees that had not seen them.
        min_doubted_link: least confidence of a link that a second reader, asked, does not see.
        min_bridge: least probability of the one link of a reply that would answer nothing otherwise.
        min_direction: least score from which a claim belongs to a direction.
        min_direction_likeness: likeness of a claim to a direction's sentence from which it counts; .4 to .5 and none at
            all do nearly equally well (F1 .819, .826, .828 on lw01, lw02, lw04 and lw05).
        direction_decay: what is left of a direction's score along a link of confidence 1.
        direction_hops: over how many links a direction is inherited.
        direction_of_post: what a claim takes of what its comment is about; .9, .94 and .97: F1 .839, .839 and .840 on
            lw01 to lw06, and at .9 one claim more or less decides for the longest comment of a real exchange.
        direction_of_reply: what a comment takes of what the answered comment is about; .9 reaches too far (.819).
        direction_patience: a comment of so many claims that names nothing of that takes half of it.
        max_directions: directions kept for a claim.
        min_tagged: a thread with directions for less than this share of its claims is shown by topics of its own.
        max_cruxes: cruxes kept for the whole map.
        max_claim_cruxes: cruxes kept for each claim (the format promises at most five).
        max_path: a crux is at most so many links away; the annotators' are all nearer.
        max_main: main claims kept; the annotation guide asks for one to six.
    """

    max_bytes: int = 10_000_000
    max_posts: int = 20_000
    max_lines: int = 200_000
    max_units: int = 100_000
    min_claim_score: float = 0.4
    min_plain_score: float = 0.15
    min_restatement: float = 0.85
    max_karma_shift: float = 0.05
    window_back: int = 8
    window_ahead: int = 4
    alike_candidates: int = 12
    subject_weight: float = 6.0
    long_post: int = 24
    point_bonus: float = 3.0
    point_refuted: float = 0.8
    max_targets: int = 3
    min_link: float = 0.12
    min_doubted_link: float = 0.25
    min_bridge: float = 0.005
    min_direction: float = 0.4
    min_direction_likeness: float = 0.5
    direction_decay: float = 0.6
    direction_hops: int = 3
    direction_of_post: float = 0.97
    direction_of_reply: float = 0.85
    direction_patience: int = 16
    max_directions: int = 3
    min_tagged: float = 0.05
    max_cruxes: int = 10
    max_claim_cruxes: int = 5
    max_path: int = 8
    max_main: int = 6


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How long, how often and how far a thread is fetched from the web; `Settings.max_bytes` says how much of it.

    Attributes:
        max_seconds: for the whole thread, all pages and pauses together.
        wait_seconds: for a connection, and for the next bytes of an answer.
        max_tries: for one page, where the failure may pass.
        first_pause: seconds before the second try; each further pause is twice as long.
        max_pause: a host that asks for a longer pause is left alone.
        max_redirects: for one page.
        max_pages: for one thread; what lies beyond is reported as left out.
    """

    max_seconds: float = 90.0
    wait_seconds: float = 15.0
    max_tries: int = 3
    first_pause: float = 1.0
    max_pause: float = 20.0
    max_redirects: int = 5
    max_pages: int = 50


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Which language model reads beside the parser, and how much it may be asked; keys stand in the environment only.

    Attributes:
        url: the address of an OpenAI-compatible server, up to and with `/v1`.
        model: the name of the model there.
        max_tokens: no question is sent that could bring the run's tokens, in and out, above this.
        answer_tokens: the longest answer; questions and answers together stay within 4,096 tokens of English.
        at_once: how many questions are under way together; 0: one where the server is this machine, else four.
        timeout: seconds without a sign of life after which an answer is given up; a whole answer has five times that.
        attempts: how often a question is sent where the server is busy or out of reach.
        pause: seconds before the second attempt, doubled before each further one.
        patience: so many questions in a row without any answer, and the server is asked no more.
        keep: whether answers are kept in the user's cache folder, so that the same question costs nothing again.
    """

    url: str = ""
    model: str = ""
    max_tokens: int = 200_000
    answer_tokens: int = 1500
    at_once: int = 0
    timeout: float = 120.0
    attempts: int = 4
    pause: float = 1.0
    patience: int = 3
    keep: bool = True
