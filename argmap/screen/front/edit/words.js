// Words of the thread that are selected can be made a claim.

import { el } from "../bench/dom.js";
import { points } from "./claim.js";

export function watchWords(bench) {
  const host = bench.part.thread;
  const make = el("button", { type: "button", class: "am-do am-make", hidden: true, onmousedown: (event) => event.preventDefault() }, "+ Make this a claim");
  bench.root.append(make);
  const hide = () => (make.hidden = true);
  host.addEventListener("mouseup", () => setTimeout(() => {
    const found = chosen(host);
    make.hidden = !found;
    if (!found) return;
    const root = bench.root.getBoundingClientRect();
    make.style.top = `${found.box.bottom - root.top + 4}px`;
    make.style.left = `${Math.max(4, Math.min(found.box.left - root.left, root.width - 180))}px`;
    make.onclick = () => (hide(), bench.edit("add-claim", { post: found.post, start: found.start, end: found.end }));
  }));
  host.addEventListener("scroll", hide);
  host.addEventListener("mousedown", hide);
}

// The post and the stretch of it that is selected, as the server counts; null where there is none in one post.
function chosen(host) {
  const root = host.getRootNode(), selection = root.getSelection?.() ?? getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0), words = closest(range.startContainer, ".am-words");
  if (!words || !host.contains(words) || closest(range.endContainer, ".am-words") !== words || !range.toString().trim()) return null;
  const before = document.createRange();
  before.selectNodeContents(words);
  before.setEnd(range.startContainer, range.startOffset);
  const text = words.textContent, from = before.toString().length, [first, last] = wholeWords(text, from, from + range.toString().length);
  return { post: words.closest("[data-id]").dataset.id, start: points(text.slice(0, first)), end: points(text.slice(0, last)), box: range.getBoundingClientRect() };
}

// A word that is selected in part belongs to what is selected.
export function wholeWords(text, first, last) {
  const inside = (at) => at > 0 && /[\p{L}\p{M}\d]$/u.test(text.slice(Math.max(0, at - 2), at)) && /^[\p{L}\p{M}\d]/u.test(text.slice(at, at + 2));
  while (inside(first)) first -= 1;
  while (inside(last)) last += 1;
  return [first, last];
}

function closest(node, selector) {
  return (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(selector) ?? null;
}
