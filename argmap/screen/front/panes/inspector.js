// The inspector: one claim, its words in the thread, its strength, its reasons, what it turns on.

import { el } from "../bench/dom.js";
import { claimList, linksOf, roleOf, turnOf } from "./parts.js";
import { slider } from "./suppose.js";
import { whyCrux, whyStrength, whySure } from "./why.js";

const AROUND = 140; // characters of a post shown before and after a claim

// Modules that add a panel: each is called with the workbench and gives an element, or null where it has nothing to add.
export const panels = [];
// Modules that add something to each link of a list: called with the workbench and the link, as panels are.
export const tools = [];

export function inspector(bench, { select, focus, close, reveal }) {
  const { state } = bench, claim = state.map.claims[state.selected];
  if (!claim) return [];
  const links = linksOf(state, state.selected), extra = (link) => tools.map((tool) => tool(bench, link));
  return [
    trail(state, select, close),
    el("header", { class: "am-inspected" },
      el("span", { class: `am-role am-role-${claim.role}` }, roleOf(state, state.selected)),
      el("button", { type: "button", class: "am-quiet", "data-act": "focus", onclick: focus, disabled: !state.shown.has(state.selected) },
        state.focus === state.selected ? "Show all" : "Focus")),
    el("blockquote", { class: "am-claim" }, claim.text),
    el("p", { class: "am-by" }, "— ", el("b", {}, claim.authors.join(", "))),
    strength(bench, state.selected),
    el("h3", {}, "What if it fell, or held?"),
    slider(bench, state.selected, claim.text),
    change(bench, state.selected),
    claim.directions.length ? el("p", { class: "am-chips" }, claim.directions.map((name) => el("span", {}, name))) : null,
    state.shown.has(state.selected) ? null : el("p", { class: "am-notice" }, links.length ? "The filters leave this claim out of the graph." : "No link holds this claim, so the graph leaves it out."),
    panels.map((panel) => panel(bench)),
    section("Supports", links.filter((l) => l.into && l.kind === "support"), state, select, "Nobody gives a reason for it.", extra),
    section("Objections", links.filter((l) => l.into && l.kind === "objection"), state, select, "Nobody objects to it.", extra),
    section("Is a reason", links.filter((l) => !l.into), state, select, "It is not given for or against another claim.", extra),
    links.length ? el("div", { class: "am-score" }, el("small", {}, "“% sure” of a link:"), whySure()) : null,
    section("Turns on", claim.cruxes.map((id) => ({ id })), state, select, "No claim below it would move it."),
    el("h3", {}, "In the thread"),
    claim.mentions.map((mention) => passage(state, mention, reveal)),
    claim.agreements.length ? el("h3", {}, "Who agrees, in a word ", el("small", {}, claim.agreements.length)) : null,
    claim.agreements.map((agreement) => passage(state, agreement, reveal)),
  ];
}

// The way back to the briefing, and on to the other cruxes.
function trail(state, select, close) {
  const rank = (row) => el("button", {
    type: "button", class: `am-rank ${row.claim === state.selected ? "am-on" : ""}`, "data-rank": row.rank,
    "aria-label": `Crux ${row.rank}`, "aria-current": row.claim === state.selected ? "true" : null, onclick: () => select(row.claim, row.path),
  }, row.rank);
  return el("nav", { class: "am-trail", "aria-label": "Cruxes" },
    el("button", { type: "button", class: "am-quiet", "aria-label": "← Cruxes: close this claim", title: "Back to the cruxes (Escape)", "data-act": "close", onclick: close }, "← Cruxes"),
    el("span", { class: "am-ranks" }, state.map.cruxes.map(rank)));
}

function strength(bench, id) {
  const value = bench.values.get(id).toFixed(2);
  const meter = el("span", { class: "am-meter", role: "img", "aria-label": `strength ${value} of 1` }, el("span", { "data-meter": id }));
  return el("div", { class: "am-score" },
    el("p", { class: "am-strength", title: "How well it stands after its supports and objections: 0 falls, 1 holds" }, "Strength", meter, el("b", { "data-now": id }, value)),
    whyStrength(bench, id));
}

// What a crux would change, and why it ranks where it does.
function change({ state }, id) {
  const row = state.map.cruxes.find((row) => row.claim === id);
  if (!row) return null;
  return el("div", {},
    el("p", {}, turnOf(state, row)),
    el("p", { class: "am-now", "data-moved": row.about, hidden: true }),
    el("div", { class: "am-score" }, el("p", { class: "am-strength" }, "Crux score", el("b", {}, row.score.toFixed(2)), el("span", {}, `rank ${row.rank} of ${state.map.cruxes.length}`)),
      row.parts.length ? whyCrux(state, row) : null));
}

function section(name, items, state, select, none, extra) {
  return el("section", {}, el("h3", {}, name, " ", el("small", {}, items.length || "")),
    items.length ? claimList(state, items, select, extra) : el("p", { class: "am-empty" }, none));
}

function passage(state, mention, reveal) {
  const [post, start, end] = mention, { text, author, date } = state.map.posts[post];
  const from = start > AROUND ? text.indexOf(" ", start - AROUND) + 1 : 0;
  const to = end + AROUND < text.length ? text.lastIndexOf(" ", end + AROUND) : text.length;
  const [a, b] = [Math.min(from, start), Math.max(to, end)];
  return el("figure", {},
    el("figcaption", {}, el("b", {}, author), date ? ` · ${date}` : "",
      el("button", { type: "button", class: "am-quiet", "data-act": `reveal-${post}-${start}`, onclick: () => reveal(mention) }, "Show in thread")),
    el("p", { class: "am-passage" }, a > 0 ? "… " : "", text.slice(a, start), el("mark", {}, text.slice(start, end)), text.slice(end, b), b < text.length ? " …" : ""));
}
