// The briefing: the cruxes, best first, who stands where on each, and what would change; and the map as a list.

import { el, plural } from "../bench/dom.js";
import { glance, quoted } from "./glance.js";
import { claimButton, claimList, percent, sign, turnOf } from "./parts.js";
import { slider } from "./suppose.js";

export function briefing(bench, select) {
  const { state } = bench, narrowed = bench.ask.direction?.length, main = state.map.main.filter((id) => !narrowed || state.shown.has(id));
  const rows = state.map.cruxes.filter(({ claim }) => !narrowed || state.shown.has(claim)), away = state.map.cruxes.length - rows.length;
  return [
    glance(bench, select),
    el("header", {},
      el("h2", {}, "Cruxes"),
      el("p", {}, rows.length ? "Change your mind about one of these, and what it is about moves." : away ? "None of the cruxes belongs to what is chosen." : state.map.silence),
      away ? el("p", { class: "am-narrowed" }, `${rows.length} of ${state.map.cruxes.length} cruxes belong to the chosen directions. `,
        el("button", { type: "button", class: "am-quiet", "data-act": "all-cruxes", onclick: () => bench.controls.change({ direction: [] }) }, "Show all")) : null),
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
      el("q", { class: "am-quote" }, state.map.claims[row.claim].text),
      quoted(state, row.claim),
      side("support", "For", row.for, row.maybe_for),
      side("objection", "Against", row.against, row.maybe_against),
      row.objection ? el("span", { class: "am-turn" }, row.objection) : null,
      turnOf(state, row),
      row.settled_by ? el("span", { class: "am-turn" }, el("b", {}, "What would settle it: "), `${row.settled_by}.`) : null,
      notes.length ? el("span", { class: "am-note" }, notes.join(" · ")) : null));
}

// A slider for what would change if the reader changed their mind about it, and the numbers behind its rank.
function changeable(bench, row) {
  return el("div", { class: "am-change" },
    slider(bench, row.claim, bench.state.map.claims[row.claim].text),
    el("p", { class: "am-now", "data-moved": row.about, hidden: true }));
}

// Who stands there, and who only may: by a link that is right less often than in two of three.
function side(kind, word, names, maybe) {
  return el("span", { class: "am-side" }, sign(kind), el("b", {}, word),
    el("span", {}, names.join(", "), names.length && maybe.length ? "; " : "",
      maybe.length ? el("i", { class: "am-maybe", title: "By a doubtful link: check the words" }, `maybe ${maybe.join(", ")}`) : null,
      names.length + maybe.length ? null : "nobody yet"));
}

// The whole view in words, for a screen reader and for anyone who prefers lists: below each claim its reasons, as they
// hang in the argument; where a claim is a reason for several it stands below the surest.
export function outline(state, select) {
  const shown = [...state.shown], tree = treeOf(state);
  const item = ({ id, kind, confidence }) => {
    const claim = state.map.claims[id], below = tree.below.get(id) ?? [];
    const word = kind ? `${kind === "support" ? "Support" : "Objection"}, ${percent(confidence)} sure` : { main: "Main claim", crux: "Crux" }[claim.role];
    return el("li", {}, claimButton(state, id, { class: `am-link am-item-${claim.role}`, onclick: () => select(id) },
      kind ? sign(kind) : null,
      el("span", { class: "am-body" },
        el("span", { class: "am-text" }, claim.text),
        el("small", {}, [word, kind && claim.role !== "claim" ? { main: "main claim", crux: "crux" }[claim.role] : null, claim.authors.join(", ")].filter(Boolean).join(" · ")))),
    below.length ? el("ul", { class: "am-list am-under", "aria-label": "Its reasons" }, below.map(item)) : null);
  };
  return [
    el("p", { class: "am-empty" }, `${plural(shown.length, "claim")} as an argument: below each claim what supports it and what objects to it.`),
    el("ul", { class: "am-list" }, tree.tops.map((id) => item({ id }))),
  ];
}

// For each shown claim the links that hang below it, surest first, and the claims that hang below none; without rings.
export function treeOf({ shown, map }) {
  const up = new Map(), below = new Map(), main = new Set(map.main);
  const reaches = (from, id) => {
    for (let at = from; at !== undefined; at = up.get(at)?.target) if (at === id) return true;
    return false;
  };
  for (const [source, target, kind, confidence] of [...map.links].sort((a, b) => b[3] - a[3])) {
    if (!shown.has(source) || !shown.has(target) || up.has(source) || main.has(source) || reaches(target, source)) continue;
    up.set(source, { target });
    below.set(target, [...(below.get(target) ?? []), { id: source, kind, confidence }]);
  }
  const order = [...map.main.filter((id) => shown.has(id)), ...[...shown].filter((id) => !main.has(id))];
  return { below, tops: order.filter((id) => !up.has(id)) };
}
