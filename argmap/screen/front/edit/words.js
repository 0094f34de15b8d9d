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
  const start = points(before.toString());
  return { post: words.closest("[data-id]").dataset.id, start, end: start + points(range.toString()), box: range.getBoundingClientRect() };
}

function closest(node, selector) {
  return (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(selector) ?? null;
}
