// The panes of words: the briefing on the cruxes, the inspector of one claim, the map as a list.

import { el, plural, shorten } from "./dom.js";

const SIGNS = { support: "+", objection: "−" };
const AROUND = 420; // characters of a post shown before and after a claim

export function sign(kind) {
  return el("span", { class: `am-sign am-${kind}`, "aria-hidden": "true" }, SIGNS[kind]);
}

function claimButton(state, id, attributes, ...children) {
  const here = state.selected === id, away = !state.shown.has(id);
  return el("button", {
    type: "button", "data-claim": id, "aria-current": here ? "true" : null,
    title: away ? "Not in the graph: the filters leave it out" : null,
    ...attributes, class: `${attributes.class} ${here ? "am-on" : ""} ${away ? "am-away" : ""}`,
  }, children);
}

export function cruxes(state, select) {
  const rows = state.map.cruxes;
  const head = el("header", {},
    el("h2", {}, "Cruxes"),
    el("p", {}, rows.length ? "Change your mind about one of these, and the conclusion moves." : ""));
  if (!rows.length) {
    const why = "No crux was found: no claim here is both disputed and close enough to a main claim to move it.";
    return [head, el("p", { class: "am-empty" }, why)];
  }
  return [head, el("ol", { class: "am-list" }, rows.map((row) => el("li", {}, cruxRow(state, row, select))))];
}

function cruxRow(state, row, select) {
  const about = state.map.claims[row.about];
  const notes = [row.flips && "Decides the conclusion", row.double && "Both sides answer it, differently"].filter(Boolean);
  return claimButton(state, row.claim, { class: "am-crux", onclick: () => select(row.claim, row.path) },
    el("span", { class: "am-rank", "aria-hidden": "true" }, row.rank),
    el("span", { class: "am-body" },
      el("q", { class: "am-quote" }, shorten(state.map.claims[row.claim].text, 190)),
      side("support", "For", row.for),
      side("objection", "Against", row.against),
      el("span", { class: "am-turn" }, "If this fell, ", el("i", {}, `«${shorten(about.text, 70)}»`), " would go from ",
        el("b", {}, row.now), " to ", el("b", {}, row.fell), "."),
      notes.length ? el("span", { class: "am-note" }, notes.join(" · ")) : null));
}

function side(kind, word, names) {
  return el("span", { class: "am-side" }, sign(kind), el("b", {}, word),
    el("span", {}, names.length ? names.join(", ") : "nobody yet"));
}

export function welcome(state, select) {
  return [
    el("header", {}, el("h2", {}, "The claim")),
    el("p", { class: "am-empty" }, "Pick a crux, or a box in the graph, to read it in the words of the thread."),
    state.map.main.length ? el("h3", {}, "What the thread argues about") : null,
    el("div", { class: "am-welcome-main" }, claimList(state, state.map.main.map((id) => ({ id })), select)),
    el("h3", {}, "Keys"),
    el("dl", { class: "am-keys" }, [
      ["↑ ↓", "to what a claim is for, to its reasons"], ["← →", "to its neighbours"], ["Enter", "opens"], ["Esc", "leaves"],
    ].map(([key, does]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)])),
  ];
}

export function inspector(state, select, { focus, close }) {
  const claim = state.map.claims[state.selected];
  if (!claim) return welcome(state, select);
  const links = linksOf(state, state.selected);
  return [
    el("header", { class: "am-inspected" },
      el("span", { class: `am-role am-role-${claim.role}` }, roleOf(state, claim)),
      el("button", { type: "button", class: "am-quiet", "data-act": "focus", onclick: focus, disabled: !state.shown.has(state.selected) },
        state.focus === state.selected ? "Show all" : "Focus"),
      el("button", { type: "button", class: "am-quiet", "aria-label": "Close this claim", onclick: close }, "✕")),
    el("blockquote", { class: "am-claim" }, claim.text),
    el("p", { class: "am-by" }, "— ", el("b", {}, claim.authors.join(", "))),
    strength(claim),
    claim.directions.length ? el("p", { class: "am-chips" }, claim.directions.map((name) => el("span", {}, name))) : null,
    state.shown.has(state.selected) ? null : el("p", { class: "am-notice" }, "The filters leave this claim out of the graph."),
    el("h3", {}, "In the thread"),
    claim.mentions.map((mention) => passage(state, mention)),
    section("Supports", links.filter((l) => l.into && l.kind === "support"), state, select, "Nobody gives a reason for it."),
    section("Objections", links.filter((l) => l.into && l.kind === "objection"), state, select, "Nobody objects to it."),
    section("Is a reason", links.filter((l) => !l.into), state, select, "It is not given for or against another claim."),
    section("Turns on", claim.cruxes.map((id) => ({ id })), state, select, "No claim below it would move it."),
  ];
}

function roleOf(state, claim) {
  const rank = state.map.cruxes.find((row) => row.claim === state.selected)?.rank;
  return [claim.role === "main" ? "Main claim" : null, rank ? `◆ Crux ${rank}` : null].filter(Boolean).join(" · ") || "Claim";
}

function strength(claim) {
  const value = claim.strength.toFixed(2);
  const meter = el("span", { class: "am-meter", role: "img", "aria-label": `strength ${value} of 1` }, el("span", {}));
  meter.firstChild.style.width = `${Math.round(claim.strength * 100)}%`;
  return el("p", { class: "am-strength", title: "How well it stands after its supports and objections: 0 falls, 1 holds" },
    "Strength", meter, el("b", {}, value));
}

export function linksOf(state, id) {
  return state.map.links.filter(([source, target]) => source === id || target === id)
    .map(([source, target, kind, confidence]) => ({ id: source === id ? target : source, into: target === id, kind, confidence }))
    .sort((a, b) => b.confidence - a.confidence);
}

function section(name, items, state, select, none) {
  return el("section", {}, el("h3", {}, name, " ", el("small", {}, items.length || "")),
    items.length ? claimList(state, items, select) : el("p", { class: "am-empty" }, none));
}

function claimList(state, items, select) {
  return el("ul", { class: "am-list" }, items.map(({ id, kind, confidence, into }) => {
    const claim = state.map.claims[id];
    const word = into === false ? { support: "for ", objection: "against " }[kind] : "";
    return el("li", {}, claimButton(state, id, { class: "am-link", onclick: () => select(id) },
      kind ? sign(kind) : null,
      el("span", { class: "am-body" },
        el("span", { class: "am-text" }, shorten(claim.text, 150)),
        el("small", {}, word ? `${word}this · ` : "", claim.authors.join(", "), confidence ? ` · ${Math.round(confidence * 100)}% sure` : ""))));
  }));
}

function passage(state, [post, start, end]) {
  const { text, author, date } = state.map.posts[post];
  const from = start > AROUND ? text.indexOf(" ", start - AROUND) + 1 : 0;
  const to = end + AROUND < text.length ? text.lastIndexOf(" ", end + AROUND) : text.length;
  const words = el("p", { class: "am-passage" });
  const fill = (a, b) => words.replaceChildren(
    a > 0 ? "… " : "", text.slice(a, start), el("mark", {}, text.slice(start, end)), text.slice(end, b), b < text.length ? " …" : "");
  fill(Math.min(from, start), Math.max(to, end));
  const whole = from > 0 || to < text.length;
  const more = el("button", { type: "button", class: "am-quiet", onclick: () => (fill(0, text.length), more.remove()) }, "Whole post");
  return el("figure", {}, el("figcaption", {}, el("b", {}, author), date ? ` · ${date}` : "", whole ? more : null), words);
}

// The whole view in words, for a screen reader and for anyone who prefers lists.
export function outline(state, select) {
  const shown = [...state.shown];
  return [
    el("p", { class: "am-empty" }, `${plural(shown.length, "claim")} as a list, in the order of the thread.`),
    el("ul", { class: "am-list" }, shown.map((id) => {
      const links = linksOf(state, id), claim = state.map.claims[id];
      const count = (kind) => links.filter((l) => l.into && l.kind === kind).length;
      const of = [count("support") && plural(count("support"), "support"), count("objection") && plural(count("objection"), "objection")];
      return el("li", {}, claimButton(state, id, { class: `am-link am-item-${claim.role}`, onclick: () => select(id) },
        el("span", { class: "am-body" },
          el("span", { class: "am-text" }, claim.text),
          el("small", {}, [{ main: "Main claim", crux: "Crux" }[claim.role], claim.authors.join(", "), ...of].filter(Boolean).join(" · ")))));
    })),
  ];
}

export function legend() {
  const key = (cls, text, word) => el("span", { class: "am-key" }, el("span", { class: cls, "aria-hidden": "true" }, text), word);
  const line = (kind, word) => el("span", { class: "am-key" }, el("span", { class: `am-line am-${kind}`, "aria-hidden": "true" }, sign(kind)), word);
  return [
    key("am-box am-box-main", "", "main claim"), key("am-box am-box-crux", "◆", "crux"), key("am-box", "", "claim"),
    line("support", "supports"), line("objection", "objects to"), el("span", { class: "am-key am-wide" }, "thicker = surer"),
  ];
}
