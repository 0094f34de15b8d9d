// Marks the searched words wherever they stand in the panes, without touching what the panes are made of.

const NAME = "argmap-found";
const ENOUGH = 2000;

export function highlight(roots, words) {
  if (!globalThis.CSS?.highlights) return; // an older browser finds the words as well, and does not paint them
  const wanted = words.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
  if (!wanted.length) return CSS.highlights.delete(NAME);
  const found = new Highlight();
  for (const root of roots) for (const range of ranges(root, wanted)) if (found.size < ENOUGH) found.add(range);
  CSS.highlights.set(NAME, found);
}

function* ranges(root, wanted) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.toLowerCase();
    if (text.length !== node.data.length) continue; // letters that change their length with their case
    for (const word of wanted) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        yield range;
      }
    }
  }
}
