// Elements made of text: no string ever becomes HTML here.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat(3).filter(Boolean));
}

export function shorten(text, limit) {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= limit) return words;
  const cut = words.slice(0, limit);
  return cut.slice(0, Math.max(cut.lastIndexOf(" "), limit * 0.6)).replace(/[\s,;:—-]+$/, "") + "…";
}

export function plural(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

// Where a reader is in a pane: what they have unfolded, and how far they have scrolled.
export function keepPlace(pane, draw) {
  const at = pane.scrollTop, open = pane.querySelector(".am-fold")?.open;
  draw();
  pane.querySelector(".am-fold")?.toggleAttribute("open", Boolean(open));
  pane.scrollTop = at;
}
