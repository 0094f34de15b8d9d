// What several panes are made of: signs, buttons that stand for claims, lists of them.

import { el, shorten } from "../bench/dom.js";

const SIGNS = { support: "+", objection: "−" };

export function sign(kind) {
  return el("span", { class: `am-sign am-${kind}`, "aria-hidden": "true" }, SIGNS[kind]);
}

export function claimButton(state, id, attributes, ...children) {
  const here = state.selected === id, away = !state.shown.has(id);
  return el("button", {
    type: "button", "data-claim": id, "aria-current": here ? "true" : null,
    title: away ? "Not in the graph: the filters leave it out" : null,
    ...attributes, class: `${attributes.class} ${here ? "am-on" : ""} ${away ? "am-away" : ""}`,
  }, children);
}

// `extra` gives what stands below an item.
export function claimList(state, items, select, extra = () => null) {
  return el("ul", { class: "am-list" }, items.map((item) => {
    const { id, kind, confidence, into } = item;
    const claim = state.map.claims[id];
    const word = into === false ? { support: "for ", objection: "against " }[kind] : "";
    return el("li", {}, claimButton(state, id, { class: "am-link", onclick: () => select(id) },
      kind ? sign(kind) : null,
      el("span", { class: "am-body" },
        el("span", { class: "am-text" }, shorten(claim.text, 150)),
        el("small", {}, word ? `${word}this · ` : "", claim.authors.join(", "), confidence ? ` · ${percent(confidence)} sure` : ""))), extra(item));
  }));
}

export function percent(part) {
  return `${Math.round(part * 100)}%`;
}

export function linksOf(state, id) {
  return state.map.links.filter(([source, target]) => source === id || target === id)
    .map(([source, target, kind, confidence]) => ({ id: source === id ? target : source, into: target === id, kind, confidence }))
    .sort((a, b) => b.confidence - a.confidence);
}

export function roleOf(state, id) {
  const claim = state.map.claims[id], rank = state.map.cruxes.find((row) => row.claim === id)?.rank;
  return [claim.role === "main" ? "Main claim" : null, rank ? `◆ Crux ${rank}` : null].filter(Boolean).join(" · ") || "Claim";
}

export function legend() {
  const key = (cls, text, word) => el("span", { class: "am-key" }, el("span", { class: cls, "aria-hidden": "true" }, text), word);
  const line = (kind, word) => el("span", { class: "am-key" }, el("span", { class: `am-line am-${kind}`, "aria-hidden": "true" }, sign(kind)), word);
  return [
    key("am-box am-box-main", "", "main claim"), key("am-box am-box-crux", "◆", "crux"), key("am-box", "", "claim"),
    line("support", "supports"), line("objection", "objects to"), el("span", { class: "am-key am-wide" }, "faint = doubtful"),
  ];
}

// What would change if a crux fell, and if it held, in the words of argmap/mapping/cruxes/telling.py.
export function turnOf(state, row) {
  const about = el("i", {}, `«${state.map.claims[row.about].text}»`);
  if (!row.moves) return el("span", { class: "am-turn" }, "If this fell, ", about, " would hardly move from ", el("b", {}, row.now), ".");
  return el("span", { class: "am-turn" }, "If this fell, ", about, " would go from ", el("b", {}, row.now), " to ", el("b", {}, row.fell),
    "; if it held without doubt, to ", el("b", {}, row.held), row.flips ? ", on the other side of 0.50" : "", row.doubt ? el("small", {}, ` (${row.doubt})`) : null, ".");
}
