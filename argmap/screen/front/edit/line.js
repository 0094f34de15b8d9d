// A click on a line: whose words it joins, how sure it is, and ways to confirm, turn, move or remove it.

import { el, replace, shorten } from "../bench/dom.js";
import { percent, sign } from "../panes/parts.js";
import { allLinks, linkTools } from "./link.js";
import { picker } from "./pick.js";

const MOST = 5; // links of one line that are listed
const WORDS = { support: "supports", objection: "objects to" };

export function watchLines(bench) {
  const card = el("div", { class: "am-linecard", role: "dialog", "aria-label": "Links of this line", hidden: true });
  let shown = [];
  const close = () => {
    if (card.hidden) return;
    card.hidden = true;
    shown = [];
    bench.graph.mark({ lines: new Set() });
  };
  const draw = () => {
    const links = (bench.editing ? allLinks(bench) : []).filter(({ id }) => shown.includes(id));
    if (!links.length) return close();
    const held = card.contains(card.getRootNode().activeElement);
    replace(card, el("button", { type: "button", class: "am-quiet am-shut", "aria-label": "Close", "data-act": "line-close", onclick: close }, "✕"),
      links.slice(0, MOST).map((link) => lineRow(bench, link, close)),
      links.length > MOST ? el("p", { class: "am-empty" }, `and ${links.length - MOST} more along this line; open a claim for all of its links.`) : null);
    if (held) card.querySelector(".am-answer")?.focus({ preventScroll: true });
  };
  bench.part.graph.after(card);
  bench.graph.call.onLine = (ids) => {
    shown = ids;
    card.hidden = false;
    draw();
    bench.graph.mark({ lines: new Set(ids) });
    card.querySelector(".am-answer")?.focus({ preventScroll: true });
  };
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    bench.part.graph.focus();
    event.stopPropagation();
  });
  bench.graph.call.onAway = close;
  bench.afterEdit.push(draw);
}

function lineRow(bench, link, close) {
  const { claims } = bench.state.map, move = el("div", {});
  const end = (id, name) => el("button", { type: "button", class: "am-end", "data-end": name, onclick: () => (close(), bench.select(id, { from: "brief" })) }, shorten(claims[id].text, 160));
  const other = (name, words) => el("button", { type: "button", class: "am-answer", "data-act": `move-${name}-${link.id}`, onclick: () =>
    replace(move, el("p", { class: "am-empty" }, words), picker(bench, link[name], (id) => bench.edit("move-link", { link: link.id, source: link.source, target: link.target, [name]: id }))) },
  name === "source" ? "Another reason …" : "Another target …");
  return el("section", { "data-link": link.id }, end(link.source, "source"),
    el("p", { class: "am-joins" }, sign(link.kind), el("b", {}, ` ${WORDS[link.kind]} `), el("small", {}, `${percent(link.confidence)} sure`)),
    end(link.target, "target"), linkTools(bench, link),
    el("span", { class: "am-answers" }, other("source", "Which claim is the reason?"), other("target", "Which claim is it a reason for or against?")), move);
}
