// What the workbench is made of, and what stands where.

import { el } from "./dom.js";
import { legend } from "../panes/parts.js";
import { saveMenu } from "../graph/picture.js";

const MODES = [
  ["dispute", "Dispute", "The cruxes, what turns on them, and who objects"],
  ["map", "Map", "All claims"],
  ["outline", "List", "All claims in words, each above its reasons"],
];

export function makeParts(bench) {
  const button = (label, text, onclick) => el("button", { type: "button", class: "am-tool", "aria-label": label, title: label, onclick }, text);
  return {
    controls: el("div", { class: "am-controls", role: "search" }),
    cruxes: el("div", { class: "am-cruxes" }),
    inspector: el("div", { class: "am-inspector" }),
    thread: el("div", { class: "am-posts" }),
    outline: el("div", { class: "am-outline", hidden: true }),
    graph: el("div", { class: "am-graph", tabindex: "0", role: "application", "aria-label":
      "Argument graph. Arrow keys walk the links, Enter opens a claim, Escape leaves. The same claims are under List." }),
    live: el("p", { class: "am-live", "aria-live": "polite" }),
    all: el("button", { type: "button", class: "am-all", hidden: true, onclick: () => bench.showAll() }, "← Show all"),
    supposed: el("div", { class: "am-supposed", role: "status", hidden: true }),
    peek: el("div", { class: "am-peek", hidden: true }),
    none: el("div", { class: "am-none", hidden: true }),
    mode: MODES.map(([mode, text, title]) => el("button", { type: "button", "data-mode": mode, title, onclick: () => bench.turnTo(mode) }, text)),
    bar: el("div", { class: "am-bar" }),
    folds: el("div", { class: "am-tools am-folds", hidden: true }, button("Fold all reasons away", "⊟", () => bench.foldAll(true)), button("Show all reasons", "⊞", () => bench.foldAll(false))),
    tools: el("div", { class: "am-tools" }, button("Zoom out", "−", () => bench.graph.zoom(0.8)), button("Zoom in", "+", () => bench.graph.zoom(1.25)),
      button("Whole map", "⤢", () => bench.graph.fit())),
  };
}

// The columns give the grips between the panes and the buttons that hide them.
export function arrange(bench) {
  const { part, columns } = bench;
  part.bar.append(columns.toggles[0], el("div", { class: "am-modes", role: "group", "aria-label": "Show as" }, part.mode), part.all, el("span", { class: "am-gap" }), part.folds, part.tools, saveMenu(bench), columns.toggles[1]);
  const skip = el("button", { type: "button", class: "am-skip", onclick: () => (columns.open("centre"), part.graph.focus()) }, "Skip to the graph");
  bench.root.append(skip, part.controls,
    el("div", { class: "am-columns" },
      el("aside", { class: "am-pane am-brief", "aria-label": "Cruxes and the selected claim" }, part.cruxes, part.inspector),
      columns.grips.brief,
      el("section", { class: "am-pane am-centre", "aria-label": "Map" }, part.bar, part.graph, part.outline, part.none, part.supposed, part.peek,
        el("div", { class: "am-legend", role: "group", tabindex: "0", "aria-label": "Legend" }, legend())),
      columns.grips.thread,
      el("aside", { class: "am-pane am-thread", "aria-label": "Thread" }, el("h2", { class: "am-live" }, "Thread"), part.thread)),
    columns.tabs, part.live);
}
