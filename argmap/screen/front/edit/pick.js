// Choosing another claim: by its words, from those near the present one first.

import { el, replace, shorten } from "../bench/dom.js";
import { linksOf } from "../panes/parts.js";

const SHOWN = 8;

export function picker(bench, id, choose) {
  const { claims } = bench.state.map, near = nearest(bench.state, id);
  const list = el("ul", { class: "am-list am-picks" });
  const search = el("input", { type: "search", placeholder: "Words of the other claim", "aria-label": "Words of the other claim",
    oninput: () => draw(), onkeydown: (event) => event.stopPropagation() });
  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (other) => words.every((word) => `${claims[other].text} ${claims[other].authors.join(" ")}`.toLowerCase().includes(word));
    const found = near.filter(fits).slice(0, SHOWN);
    replace(list, found.length ? found.map((other) => el("li", {}, el("button", { type: "button", class: "am-link", "data-pick": other, onclick: () => choose(other) },
      el("span", { class: "am-body" }, el("span", { class: "am-text" }, shorten(claims[other].text, 110)), el("small", {}, claims[other].authors.join(", ")))))) : el("li", { class: "am-empty" }, "No claim has these words."));
  };
  draw();
  return el("div", { class: "am-picker" }, search, list);
}

// The claims that are linked to it, then those that share words with it, then the rest.
function nearest(state, id) {
  const words = new Set(wordsOf(state.map.claims[id].text)), linked = new Set(linksOf(state, id).map((link) => link.id));
  const score = (other) => (linked.has(other) ? 1 : 0) + wordsOf(state.map.claims[other].text).filter((word) => words.has(word)).length;
  const scores = new Map(Object.keys(state.map.claims).filter((other) => other !== id).map((other) => [other, score(other)]));
  return [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a));
}

function wordsOf(text) {
  return [...new Set(text.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? [])];
}
