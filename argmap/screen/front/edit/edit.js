// Correcting a map: what a person asks for is sent to the server, which records it and sends the map that results.

import { claimPanel } from "./claim.js";
import { el } from "../bench/dom.js";
import { panels } from "../panes/inspector.js";
import { watchWords } from "./words.js";
import { watchDrops } from "../bench/drop.js";

// Numbers go on from the clock, so that those of a page that was loaded anew are higher than those before.
let last = Date.now();
let waiting = [];

// Makes a workbench one that can be corrected.
export function attach(bench) {
  bench.edit = (what, fields = {}) => {
    waiting.push({ n: (last += 1), edit: { what, ...fields } });
    bench.send("edits", waiting);
  };
  if (!panels.includes(claimPanel)) panels.push(claimPanel);
  const tool = (text, label, onclick, name) => el("button", { type: "button", class: "am-tool", "data-edit": name, "aria-label": label, title: label, onclick }, text);
  const undo = tool("↶", "Undo (Ctrl+Z)", () => bench.edit("undo"), "undo"), redo = tool("↷", "Redo (Ctrl+Shift+Z)", () => bench.edit("redo"), "redo");
  bench.part.tools.prepend(undo, redo);
  const update = bench.update.bind(bench);
  bench.update = (data) => {
    waiting = waiting.filter(({ n }) => n > (bench.editing?.handled ?? 0));
    undo.disabled = !bench.editing?.undo;
    redo.disabled = !bench.editing?.redo;
    update(data);
  };
  bench.root.addEventListener("keydown", (event) => onKey(bench, event));
  watchWords(bench);
  watchDrops(bench);
}

function onKey(bench, event) {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target.closest?.("textarea, input")) return;
  const what = event.shiftKey ? "redo" : "undo";
  if (bench.editing?.[what]) bench.edit(what);
  event.preventDefault();
}
