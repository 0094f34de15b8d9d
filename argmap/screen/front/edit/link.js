// One click says of a link that it is right, wrong, the other way round, or of the other kind.

import { el } from "../bench/dom.js";

export const OTHER = { support: "objection", objection: "support" };
const NOUN = { support: "a support", objection: "an objection" };

// The buttons for one link `{ id, kind, confidence }`; every answer is a correction that can be undone.
export function linkTools(bench, { id, kind, confidence }) {
  const tool = (act, words, title, what, fields) => el("button", {
    type: "button", class: "am-answer", "data-act": `${act}-${id}`, title, onclick: () => bench.edit(what, { link: id, ...fields }),
  }, words);
  return el("span", { class: "am-answers", role: "group", "aria-label": "Is this link right?" },
    confidence === 1 ? el("span", { class: "am-certain" }, "✓ certain") : tool("right", "✓ Right", "This link holds", "relabel-link", { kind }),
    tool("wrong", "✕ Wrong", "Remove this link", "delete-link"),
    tool("reverse", "⇄ Reverse", "The other claim is the reason", "reverse-link"),
    tool("relabel", `${kind === "support" ? "−" : "+"} ${NOUN[OTHER[kind]]}`, `Make it ${NOUN[OTHER[kind]]}`, "relabel-link", { kind: OTHER[kind] }));
}

// The links of the map that is shown, with their ids; those that only a newer map has are on their way.
export function allLinks({ editing, state }) {
  const ids = new Map(editing.links.map(({ id, source, target }) => [`${source} ${target}`, id]));
  const links = state.map.links.map(([source, target, kind, confidence]) => ({ id: ids.get(`${source} ${target}`), source, target, kind, confidence }));
  return links.filter(({ id }) => id);
}

// The buttons for what a list of the inspector shows: the link between the selected claim and another one.
export function toolsOf(bench, { id, into, kind }) {
  const [source, target] = into ? [id, bench.state.selected] : [bench.state.selected, id];
  const link = kind && bench.editing && allLinks(bench).find((one) => one.source === source && one.target === target);
  return link ? linkTools(bench, link) : null;
}
