// The panel of the inspector that corrects one claim: its words, its links, its marks, the post that it stands in.

import { el, replace, shorten } from "../bench/dom.js";
import { picker } from "./pick.js";

const WAYS = [
  ["supports", "support", true], ["objects to", "objection", true],
  ["is supported by", "support", false], ["is objected to by", "objection", false],
];

// Which tool is open, so that it stays open while the map is drawn anew.
let open = null;

export function openTool(claim, name) {
  open = { claim, name };
}

export function claimPanel(bench) {
  const id = bench.state.selected, claim = bench.state.map.claims[id], editing = bench.editing;
  if (!editing?.claims[id]) return null;
  if (open?.claim !== id) open = null;
  const body = el("div", { class: "am-edit-body" });
  const tools = { text: rewrite, split, merge, link: addLink, directions, post };
  const show = (name) => {
    const was = open?.name;
    open = name && { claim: id, name };
    for (const button of bar.querySelectorAll("[aria-expanded]")) button.setAttribute("aria-expanded", String(button.dataset.act === `edit-${name}`));
    replace(body, name ? tools[name](bench, id, claim, () => show(null)) : []);
    const first = name ? body.querySelector("textarea, input, select, button") : bar.querySelector(`[data-act="edit-${was}"]`);
    first?.focus({ preventScroll: true });
  };
  const tool = (name, label) => el("button", {
    type: "button", class: "am-quiet", "data-act": `edit-${name}`, "aria-expanded": "false", onclick: () => show(open?.name === name ? null : name),
  }, label);
  const bar = el("div", { class: "am-edit-bar" }, tool("text", "Edit"), tool("split", "Split"), tool("merge", "Merge"), tool("link", "Link"),
    tool("directions", "Directions"), tool("post", "Post"),
    el("button", { type: "button", class: "am-quiet am-danger", "data-act": "edit-delete", title: "Not a claim; can be undone", onclick: () => bench.edit("delete-claim", { claim: id }) }, "Delete"));
  if (open) replace(body, tools[open.name](bench, id, claim, () => show(null)));
  if (open) bar.querySelector(`[data-act="edit-${open.name}"]`).setAttribute("aria-expanded", "true");
  return el("section", { class: "am-edit", "aria-label": "Correct this claim" }, bar, crux(bench, id), body);
}

function action(label, act, onclick, attributes = {}) {
  return el("button", { type: "button", class: "am-do", "data-act": act, onclick, ...attributes }, label);
}

function rewrite(bench, id, claim, close) {
  const words = el("textarea", { rows: 4, "aria-label": "The claim in other words" }, claim.text);
  const save = () => words.value.trim() && words.value.trim() !== claim.text ? (close(), bench.edit("rewrite-claim", { claim: id, text: words.value })) : close();
  words.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    if (event.key === "Escape") close();
  });
  return [words, el("p", { class: "am-row" }, action("Save", "save-text", save), action("Cancel", "cancel-text", close))];
}

// Every word but the first can begin the second claim.
function split(bench, id, claim, close) {
  const parts = claim.text.split(/(\s+)/);
  let at = 0;
  const words = parts.map((part, i) => {
    const from = points(claim.text.slice(0, at));
    at += part.length;
    if (i === 0 || !part.trim()) return part;
    return el("button", { type: "button", class: "am-word", "aria-label": `Split before “${part}”`, onclick: () => (close(), bench.edit("split-claim", { claim: id, at: from })) }, part);
  });
  const others = bench.state.map.claims[id].mentions;
  return [el("p", { class: "am-empty" }, "Choose the word that begins the second claim."), el("p", { class: "am-words-split" }, words),
    others.length > 1 ? [el("p", { class: "am-empty" }, "Or make one of its mentions a claim of its own:"), others.map(([post, start, end], mention) =>
      action(shorten(bench.state.map.posts[post].text.slice(start, end), 80), `detach-${mention}`, () => (close(), bench.edit("detach-mention", { claim: id, mention }))))] : null];
}

function merge(bench, id, claim, close) {
  return [el("p", { class: "am-empty" }, "Which claim says the same? It goes into this one, with its mentions and links."),
    picker(bench, id, (other) => (close(), bench.edit("merge-claims", { claim: id, other })))];
}

function addLink(bench, id, claim, close) {
  const way = el("select", { "aria-label": "How they are linked" }, WAYS.map(([words], i) => el("option", { value: i }, `This claim ${words} …`)));
  const choose = (other) => {
    const [, kind, out] = WAYS[way.value];
    close();
    bench.edit("add-link", { source: out ? id : other, target: out ? other : id, kind });
  };
  const loose = !bench.editing.links.some(({ source, target }) => source === id || target === id);
  return [loose ? el("p", { class: "am-empty" }, "No link holds this claim yet, so the graph leaves it out. Which claim is it a reason for or against?") : null,
    way, picker(bench, id, choose)].filter(Boolean);
}

function directions(bench, id, claim, close) {
  const { names, claims } = bench.editing, has = claims[id].directions;
  const boxes = Object.entries(names).map(([slug, name]) =>
    el("label", { class: "am-check" }, el("input", { type: "checkbox", value: slug, checked: has.includes(slug) }), name));
  const save = () => {
    const chosen = boxes.map((box) => box.firstChild).filter((box) => box.checked).map((box) => box.value);
    const ordered = [...has.filter((slug) => chosen.includes(slug)), ...chosen.filter((slug) => !has.includes(slug))];
    close();
    bench.edit("set-directions", { claim: id, directions: ordered });
  };
  return [el("div", { class: "am-checks" }, boxes), el("p", { class: "am-row" }, action("Save", "save-directions", save), action("Cancel", "cancel-directions", close))];
}

function crux(bench, id) {
  const marked = bench.editing.claims[id].marked, states = [[null, "by the figures"], [true, "yes"], [false, "no"]];
  return el("p", { class: "am-row am-crux-mark", role: "group", "aria-label": "Is it a crux?" }, "Crux:", states.map(([value, label]) =>
    el("button", { type: "button", class: "am-choice", "data-act": `crux-${value}`, "aria-pressed": String(marked === value), onclick: () => marked !== value && bench.edit("mark-crux", { claim: id, crux: value }) }, label)));
}

// The post of the claim's first mention: whom it answers, who wrote it and, in a paste, where it begins.
function post(bench, id, claim) {
  const [name, start] = claim.mentions[0] ?? [], { posts } = bench.state.map, ids = Object.keys(posts), at = ids.indexOf(name);
  if (at < 0) return el("p", { class: "am-empty" }, "This claim stands in no post.");
  const words = (i) => `${i + 1} · ${posts[ids[i]].author}: ${shorten(posts[ids[i]].text, 50)}`;
  const answers = el("select", { "aria-label": "The post answers", "data-act": "post-answers", onchange: () => bench.edit("set-reply", { post: name, reply_to: answers.value || null }) },
    el("option", { value: "" }, "nothing before it"), ids.slice(0, at).map((other, i) => el("option", { value: other, selected: posts[name].reply_to === other }, words(i))));
  const author = el("input", { type: "text", "aria-label": "Author of the post", "data-act": "post-author", value: bench.editing.posts[name].author ?? "", placeholder: "unknown",
    onchange: () => bench.edit("set-author", { post: name, author: author.value || null }), onkeydown: (event) => event.stopPropagation() });
  return [el("label", { class: "am-field" }, "Its post answers", answers), el("label", { class: "am-field" }, "and was written by", author),
    bench.editing.posts[name].source === null ? null : boundaries(bench, name, at, start)];
}

function boundaries(bench, name, at, start) {
  const { text } = bench.state.map.posts[name], inside = points(text.slice(0, start)), first = bench.editing.posts[name].source;
  return el("p", { class: "am-row" },
    inside > 0 ? action("A new post begins with this claim", "split-post", () => bench.edit("split-post", { post: name, at: inside })) : null,
    inside > 0 && at > 0 ? action("What stands before belongs to the post above", "move-start", () => bench.edit("move-boundary", { post: name, start: first + inside })) : null,
    at > 0 ? action("Join it to the post above", "join-posts", () => bench.edit("join-posts", { post: name })) : null);
}

// How many characters the server counts in a text: one for each code point.
export function points(text) {
  return [...text].length;
}
