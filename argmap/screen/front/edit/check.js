// "Check ten links": those whose answer would move main claims and cruxes most, one click each.

import { el, plural, replace, shorten } from "../bench/dom.js";
import { percent, sign } from "../panes/parts.js";
import { network, weigh } from "../panes/strength.js";
import { allLinks, linkTools } from "./link.js";

const TEN = 10;
const WEIGHED = 60; // links that are weighed exactly: those nearest to a main claim or a crux, the least sure first
const WORDS = { support: "supports", objection: "objects to" };

export function watchChecks(bench) {
  const begin = el("button", { type: "button", class: "am-check-links", "data-act": "check-links" }, "Check the ten links that matter most");
  const list = el("section", { class: "am-checking", "aria-label": "Links to check", hidden: true });
  let queue = [], map = null;
  const close = () => {
    list.hidden = true;
    begin.focus({ preventScroll: true });
  };
  const draw = () => {
    begin.hidden = !bench.editing?.links.length;
    if (list.hidden) return;
    if (map !== bench.state.map.key) return void (list.hidden = true);
    const left = new Map(allLinks(bench).map((link) => [link.id, link])), open = queue.filter(({ id, confidence }) => left.get(id)?.confidence === confidence);
    const at = list.scrollTop, held = list.contains(list.getRootNode().activeElement);
    replace(list, el("header", {}, el("h2", {}, "Are these links right?"),
      el("button", { type: "button", class: "am-quiet", "data-act": "check-close", onclick: close }, "Done"),
      el("p", {}, open.length ? `${plural(open.length, "link")} of ${queue.length} left, those first that would move main claims and cruxes most.` : "All are answered.")),
    open.length ? el("ol", { class: "am-list" }, open.map((link) => checkRow(bench, link)))
      : el("button", { type: "button", class: "am-do", "data-act": "check-more", onclick: start }, "Ten more"));
    list.scrollTop = at;
    if (held) (list.querySelector("li .am-answer") ?? list.querySelector("button")).focus({ preventScroll: true });
  };
  const start = () => {
    queue = mostTelling(bench);
    map = bench.state.map.key;
    list.hidden = false;
    draw();
    list.querySelector("button")?.focus({ preventScroll: true });
  };
  begin.addEventListener("click", start);
  list.addEventListener("keydown", (event) => event.key === "Escape" && (close(), event.stopPropagation()));
  bench.part.cruxes.after(list, begin);
  bench.afterEdit.push(draw);
}

function checkRow(bench, link) {
  const { claims } = bench.state.map;
  const end = (id) => el("button", { type: "button", class: "am-end", onclick: () => bench.select(id, { from: "graph" }) }, shorten(claims[id].text, 150), el("small", {}, ` ${claims[id].authors.join(", ")}`));
  return el("li", { class: "am-to-check", "data-link": link.id }, end(link.source),
    el("p", { class: "am-joins" }, sign(link.kind), el("b", {}, ` ${WORDS[link.kind]} `), el("small", {}, `${percent(link.confidence)} sure · if wrong, strengths move by ${link.moves.toFixed(2)}`)),
    end(link.target), linkTools(bench, link));
}

// The unsure links, by how far main claims and cruxes are expected to move together once a link is answered: the move
// if it is wrong, times how probable that is, and the move if it is right, times how probable that is.
export function mostTelling(bench) {
  const { claims, cruxes, main } = bench.state.map, links = allLinks(bench), watched = new Set([...main, ...cruxes.map((row) => row.claim)]);
  const far = distances(links, watched);
  const unsure = links.filter(({ confidence, target }) => confidence < 1 && far.has(target));
  const near = unsure.sort((a, b) => far.get(a.target) - far.get(b.target) || a.confidence - b.confidence).slice(0, WEIGHED);
  const moved = (id, confidence) => {
    const values = weigh(network(claims, links.map((link) => [link.source, link.target, link.kind, link.id === id ? confidence : link.confidence])));
    return [...watched].reduce((sum, claim) => sum + Math.abs(values.get(claim) - bench.rest.get(claim)), 0);
  };
  const weighed = near.map((link) => ({ ...link, moves: moved(link.id, 0), told: (1 - link.confidence) * moved(link.id, 0) + link.confidence * moved(link.id, 1) }));
  return weighed.sort((a, b) => b.told - a.told).slice(0, TEN);
}

// How many links lead from each claim to the nearest of the watched ones.
function distances(links, watched) {
  const sources = new Map();
  for (const { source, target } of links) sources.set(target, [...(sources.get(target) ?? []), source]);
  const far = new Map([...watched].map((id) => [id, 0]));
  for (const [id, steps] of far) for (const source of sources.get(id) ?? []) if (!far.has(source)) far.set(source, steps + 1);
  return far;
}
