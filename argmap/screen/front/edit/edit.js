// Correcting a map: what a person asks for is sent to the server, which records it and sends the map that results.

import { watchChecks } from "./check.js";
import { claimPanel, openTool } from "./claim.js";
import { el } from "../bench/dom.js";
import { panels, tools } from "../panes/inspector.js";
import { toolsOf } from "./link.js";
import { watchLines } from "./line.js";
import { makeToast } from "./toast.js";
import { watchWords } from "./words.js";
import { watchDrops } from "../bench/drop.js";

// Numbers go on from the clock, so that those of a page that was loaded anew are higher than those before.
let last = Date.now();
let waiting = [];
let announced = last;

// Makes a workbench one that can be corrected.
export function attach(bench) {
  bench.edit = (what, fields = {}) => {
    waiting.push({ n: (last += 1), edit: { what, ...fields } });
    bench.send("edits", waiting);
  };
  bench.afterEdit = [];
  bench.cameFrom = new Map();
  if (!panels.includes(claimPanel)) panels.push(claimPanel);
  if (!tools.includes(toolsOf)) tools.push(toolsOf);
  const toast = makeToast(bench);
  const tool = (text, label, onclick, name) => el("button", { type: "button", class: "am-tool", "data-edit": name, "aria-label": label, title: label, onclick }, text);
  const undo = tool("↶", "Undo (Ctrl+Z)", () => bench.edit("undo"), "undo"), redo = tool("↷", "Redo (Ctrl+Shift+Z)", () => bench.edit("redo"), "redo");
  bench.part.tools.prepend(undo, redo);
  const update = bench.update.bind(bench);
  bench.update = (data) => {
    waiting = waiting.filter(({ n }) => n > (bench.editing?.handled ?? 0));
    undo.disabled = !bench.editing?.undo;
    redo.disabled = !bench.editing?.redo;
    update(data);
    if (bench.state.map?.stamp === data.map.stamp) announce(bench, toast);
    if (bench.state.map) for (const follow of bench.afterEdit) follow();
  };
  const listen = (event) => onKey(bench, event), destroy = bench.destroy.bind(bench);
  document.addEventListener("keydown", listen);
  bench.destroy = () => (document.removeEventListener("keydown", listen), destroy());
  watchLines(bench);
  watchChecks(bench);
  watchWords(bench);
  watchDrops(bench);
}

// Says what came of an edit, once, and selects the claim that it made, with a link on offer.
function announce(bench, toast) {
  const { outcome } = bench.editing ?? {};
  if (!outcome || !bench.state.map || outcome.n <= announced || (outcome.made && !bench.state.map.claims[outcome.made])) return;
  announced = outcome.n;
  toast(outcome);
  if (!outcome.made) return;
  if (outcome.new) {
    openTool(outcome.made, "link");
    bench.cameFrom.set(outcome.made, bench.state.selected);
  }
  bench.select(outcome.made, { from: "brief" });
  const panel = bench.part.inspector.querySelector(".am-edit");
  panel?.scrollIntoView({ block: "nearest" });
  panel?.querySelector('[data-act="edit-link"]')?.focus({ preventScroll: true });
}

// Wherever the keyboard is on the page, but in a field: an edit can leave it with nothing.
function onKey(bench, event) {
  const at = event.composedPath()[0];
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || at.matches?.("textarea, input:not([type=checkbox], [type=range]), [contenteditable]")) return;
  if (!bench.root.contains(at) && at !== document.body) return;
  const what = event.shiftKey ? "redo" : "undo";
  if (bench.editing?.[what]) bench.edit(what);
  event.preventDefault();
}
