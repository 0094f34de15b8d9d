// "What would change my mind": a slider supposes a strength for a claim, and every other strength follows at once.

import { el, plural, shorten } from "../bench/dom.js";
import * as strength from "./strength.js";

const LEAST = 0.005; // a smaller move can not be read in two decimals
const TOLD = 4;

export function slider(bench, id, name) {
  const value = bench.values.get(id), percent = Math.round(value * 100);
  const input = el("input", {
    type: "range", min: 0, max: 100, value: percent, "data-suppose": id, "aria-label": `Suppose a strength for: ${shorten(name, 80)}`,
    "aria-valuetext": value.toFixed(2), oninput: ({ target }) => suppose(bench, id, target.value / 100),
  });
  const reset = el("button", { type: "button", class: "am-quiet", "data-reset": id, hidden: !bench.supposed.has(id), "aria-label": "Take this supposition back", onclick: () => suppose(bench, id, null) }, "↺");
  return el("div", { class: "am-suppose" }, el("span", {}, "falls"), input, el("span", {}, "holds"), el("output", { "data-now": id }, value.toFixed(2)), reset);
}

// The first move of a slider brings what it moves into sight.
export function suppose(bench, id, value) {
  if (value !== null && !bench.supposed.has(id)) bench.graph.bring([id, ...(bench.state.map.cruxes.find((row) => row.claim === id)?.path ?? [])]);
  if (value === null) bench.supposed.delete(id);
  else bench.supposed.set(id, value);
  follow(bench);
}

function takeBack(bench) {
  bench.supposed.clear();
  follow(bench);
}

// Suppositions for a map that is new or was corrected; what they move is told when the panes are drawn.
export function retake(bench, supposed) {
  bench.supposed = new Map(supposed);
  reckon(bench);
}

function follow(bench) {
  reckon(bench);
  tell(bench);
}

function reckon(bench) {
  bench.values = bench.supposed.size ? strength.suppose(bench.net, bench.rest, bench.supposed) : bench.rest;
  bench.moves = new Map(bench.supposed.size ? [...bench.values].map(([id, value]) => [id, value - bench.rest.get(id)]) : []);
  bench.graph.mark({ moves: bench.moves, supposed: new Set(bench.supposed.keys()) });
}

// Writes the numbers into what is on the screen already, so that a slider under the finger stays where it is.
export function tell(bench) {
  const { root, values, supposed, part, state } = bench;
  for (const node of root.querySelectorAll("[data-now]")) node.textContent = values.get(node.dataset.now).toFixed(2);
  for (const node of root.querySelectorAll("[data-meter]")) node.style.width = `${Math.round(values.get(node.dataset.meter) * 100)}%`;
  for (const node of root.querySelectorAll("[data-suppose]")) {
    const value = values.get(node.dataset.suppose);
    if (Math.round(value * 100) !== Number(node.value)) node.value = Math.round(value * 100);
    node.setAttribute("aria-valuetext", value.toFixed(2));
    node.parentElement.querySelector("[data-reset]").hidden = !supposed.has(node.dataset.suppose);
  }
  for (const node of root.querySelectorAll("[data-moved]")) moved(node, bench.moves.get(node.dataset.moved) ?? 0, state.map.claims[node.dataset.moved].strength);
  part.supposed.replaceChildren(...(supposed.size ? summary(bench) : []));
  part.supposed.hidden = !supposed.size;
  bench.graph.foot = part.supposed.offsetHeight;
}

function moved(node, move, from) {
  node.hidden = Math.abs(move) < LEAST;
  node.replaceChildren(`now ${from.toFixed(2)} → `, el("b", { class: move > 0 ? "am-gain" : "am-loss" }, `${(from + move).toFixed(2)} ${move > 0 ? "▲" : "▼"}`));
}

// The main claims that moved, and how many others.
function summary(bench) {
  const { state, moves, supposed } = bench, all = [...moves].filter(([id, move]) => Math.abs(move) >= LEAST && !supposed.has(id));
  const told = state.map.main.filter((id) => all.some(([other]) => other === id)).slice(0, TOLD);
  const row = (id) => {
    const node = el("li", {}, shorten(state.map.claims[id].text, 46), " ", el("span", {}));
    moved(node.lastChild, moves.get(id), state.map.claims[id].strength);
    return node;
  };
  return [
    el("p", {}, el("b", {}, `Suppose ${plural(supposed.size, "claim")}: `), `${plural(all.length, "strength")} would move`,
      el("button", { type: "button", class: "am-quiet", onclick: () => takeBack(bench) }, "Take back")),
    told.length ? el("ul", {}, told.map(row)) : el("p", { class: "am-empty" }, "No main claim moves."),
  ];
}
