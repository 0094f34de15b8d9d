// What a reader must know first: the question, the positions and who holds them, and whether there is a dispute at all.

import { el } from "../bench/dom.js";
import { claimButton, linksOf } from "./parts.js";

const POSITIONS = 3;
const SURE = 0.8; // as argmap/mapping/cruxes/sides.py has it: below it a link makes nobody an objector, only maybe

export function glance({ state }, select) {
  const { main, title, claims } = state.map, shown = main.filter((id) => state.shown.has(id)).slice(0, POSITIONS);
  if (!Object.keys(claims).length) return null;
  return el("section", { class: "am-glance", "aria-label": "At a glance" },
    el("p", { class: "am-question" }, title),
    shown.length ? el("h3", {}, shown.length === 1 ? "The position" : "The positions") : null,
    shown.length ? el("ul", { class: "am-list" }, shown.map((id) => el("li", {}, position(state, id, select)))) : null,
    divided(state.map) ? null : el("p", { class: "am-calm" }, "Little real disagreement found: nobody is seen to object to a claim that something turns on."));
}

// Whether anybody stands against a crux.
export function divided({ cruxes }) {
  return cruxes.some((row) => row.against.length || row.maybe_against.length);
}

function position(state, id, select) {
  const claim = state.map.claims[id], against = new Map();
  for (const { id: other, into, kind, confidence } of linksOf(state, id)) {
    if (!into || kind !== "objection") continue;
    for (const name of state.map.claims[other].authors) if (!claim.authors.includes(name)) against.set(name, against.get(name) || confidence >= SURE);
  }
  const names = [...against].map(([name, sure]) => (sure ? name : `maybe ${name}`));
  return claimButton(state, id, { class: "am-link am-position", onclick: () => select(id) },
    el("span", { class: "am-body" }, el("span", { class: "am-text" }, claim.text), quoted(state, id),
      el("small", {}, `held by ${claim.authors.join(", ")}`, names.length ? ` · against: ${names.join(", ")}` : "")));
}

// The thread's own words below a claim, where the claim says them otherwise.
export function quoted(state, id) {
  const { text, mentions } = state.map.claims[id], [post, start, end] = mentions[0] ?? [];
  const said = post ? state.map.posts[post].text.slice(start, end).replace(/\s+/g, " ").trim() : text;
  return said === text.trim() ? null : el("q", { class: "am-said-so" }, said);
}
