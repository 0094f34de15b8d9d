// The briefing: the cruxes, best first, who stands where on each, and what would change; and the map as a list.

import { el, plural, shorten } from "../bench/dom.js";
import { claimButton, claimList, linksOf, sign, turnOf } from "./parts.js";
import { slider } from "./suppose.js";

export function briefing(bench, select) {
  const { state } = bench, rows = state.map.cruxes, main = state.map.main;
  return [
    el("header", {},
      el("h2", {}, "Cruxes"),
      el("p", {}, rows.length ? "Change your mind about one of these, and what it is about moves." : state.map.silence)),
    state.map.asked.length ? el("div", {}, el("h3", {}, "Questions that are asked"), el("ul", {}, state.map.asked.map((text) => el("li", {}, text)))) : null,
    main.length ? el("details", { class: "am-fold" },
      el("summary", {}, "What the thread argues about ", el("small", {}, main.length)),
      el("div", { class: "am-main-claims" }, claimList(state, main.map((id) => ({ id })), select))) : null,
    rows.length ? el("ol", { class: "am-list" }, rows.map((row) => el("li", { class: "am-item" }, cruxRow(state, row, select), changeable(bench, row)))) : null,
  ];
}

function cruxRow(state, row, select) {
  const notes = [row.sure && `A careful reader names it: ${row.sure}`, row.flips && "Decides the conclusion", row.double && "Both sides answer it, differently", row.readers && `Readers: ${row.readers}`].filter(Boolean);
  return claimButton(state, row.claim, { class: "am-crux", onclick: () => select(row.claim, row.path) },
    el("span", { class: "am-rank", "aria-hidden": "true" }, row.rank),
    el("span", { class: "am-body" },
      el("q", { class: "am-quote" }, shorten(state.map.claims[row.claim].text, 190)),
      side("support", "For", row.for),
      side("objection", "Against", row.against),
      row.objection ? el("span", { class: "am-turn" }, row.objection) : null,
      turnOf(state, row, 70),
      row.settled_by ? el("span", { class: "am-turn" }, el("b", {}, "What would settle it: "), `${row.settled_by}.`) : null,
      notes.length ? el("span", { class: "am-note" }, notes.join(" · ")) : null));
}

// A slider for what would change if the reader changed their mind about it, and the numbers behind its rank.
function changeable(bench, row) {
  return el("div", { class: "am-change" },
    slider(bench, row.claim, bench.state.map.claims[row.claim].text),
    el("p", { class: "am-now", "data-moved": row.about, hidden: true }));
}

function side(kind, word, names) {
  return el("span", { class: "am-side" }, sign(kind), el("b", {}, word),
    el("span", {}, names.length ? names.join(", ") : "nobody yet"));
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
