// The workbench: briefing, inspector, graph and thread on one state; what is selected in one is selected in all.

import { take } from "./answers.js";
import * as briefing from "../panes/briefing.js";
import { Columns } from "./columns.js";
import { Controls } from "../panes/controls.js";
import { el, keepPlace, replace, shorten } from "./dom.js";
import { Graph } from "../graph/graph.js";
import { highlight } from "./highlight.js";
import { inspector } from "../panes/inspector.js";
import { linksOf } from "../panes/parts.js";
import { arrange, makeParts } from "./plan.js";
import * as supposing from "../panes/suppose.js";
import { Theme } from "./theme.js";
import { ThreadPane } from "../panes/thread.js";
import { Tour } from "./tour.js";

export class Bench {
  constructor(host, vis, options) {
    this.state = { map: null, shown: new Set(), selected: null, focus: null };
    this.ask = {};
    this.supposed = new Map();
    this.folded = null;
    this.alone = false; // whether no server answers, which would send a picture of what is in focus
    this.drawn = null; // "map" or "dispute": what the other side sends to be drawn
    this.turn = this.told = 0; // how often something was asked, and was answered
    this.send = () => {};
    this.part = makeParts(this);
    this.root = el("div", { class: "am" });
    this.root.bench = this; // for whoever drives the page from outside
    host.append(this.root);
    this.graph = new Graph(vis, this.part.graph, options, {
      onSelect: (id) => this.select(id, { from: "graph" }),
      onLeave: () => this.leave(),
      onMove: (id, edge) => id && this.say(id, edge),
      onHover: (id) => this.thread.hover(id),
      onFold: (id) => this.fold(id),
      onShow: (drawn) => this.controls?.tellCount(drawn),
    });
    this.thread = new ThreadPane(this.part.thread, {
      onSelect: (id) => this.select(id, { from: "thread" }),
      onHover: (id) => this.graph.hover(this.graph.nodes.has(id) ? id : null),
    });
    this.controls = new Controls(this.part.controls, { onAsk: (ask) => this.wants(ask), onSearch: (words) => this.search(words) });
    this.columns = new Columns(this.root, this.part, () => this.graph.resize());
    arrange(this);
    this.tour = new Tour(this.root, this.columns);
    this.theme = new Theme(this.root, (dark, font) => this.graph.theme(dark, font));
    this.onSize = () => this.resize();
    document.addEventListener("keydown", (this.onKey = (event) => this.shortcut(event)));
    addEventListener("resize", this.onSize);
    addEventListener("popstate", (this.onAddress = () => this.goTo(new URLSearchParams(location.search))));
    this.watcher = new ResizeObserver(() => this.onSize());
    this.watcher.observe(document.body);
  }

  update(data) {
    take(this, data);
  }

  // The browser's Back and Forward: what that address asks for.
  goTo(query) {
    if (this.alone) return;
    Object.assign(this.state, { selected: query.get("claim"), focus: query.get("focus") });
    this.near = null;
    this.graph.mark({ bright: null });
    this.select(this.state.selected);
    this.tell({ ask: Object.fromEntries([...query.keys()].map((key) => [key, query.getAll(key)])) });
  }

  // Folds the reasons below a claim away, or back; the claim itself stays where it is on the screen.
  fold(id) {
    const now = this.folded ?? [];
    this.anchor = this.graph.placeOf(id);
    this.folded = now.includes(id) ? now.filter((other) => other !== id) : [...now, id];
    this.tell();
  }

  foldAll(yes) {
    this.whole = true;
    this.folded = yes ? this.view.nodes.filter((node) => node.below).map((node) => node.id) : [];
    this.tell();
  }

  search(words) {
    const { part } = this;
    highlight([part.cruxes, part.inspector, part.thread, part.outline], words);
    this.graph.find(words);
  }

  // The neighbourhood of the focused claim, laid out by itself.
  approach(near) {
    this.near = near.key;
    this.graph.show(near, (id) => this.state.map.claims[id].text);
    this.graph.fit(undefined, 1.1, false);
  }

  render() {
    const { state, part } = this, select = (id, path) => this.select(id, { path, from: "brief" });
    keepPlace(part.cruxes, () => replace(part.cruxes, briefing.briefing(this, select)));
    replace(part.inspector, inspector(this, {
      select, focus: () => this.toggle(), close: () => this.leaveClaim(), reveal: (mention) => (this.columns.open("thread"), this.thread.passage(mention)),
    }));
    this.root.classList.toggle("am-detail", state.selected !== null);
    if (!part.outline.hidden) keepPlace(part.outline, () => replace(part.outline, briefing.outline(state, select)));
    part.all.hidden = !state.focus;
    this.peek();
    supposing.tell(this);
    this.pressModes();
    part.folds.hidden = !this.view?.nodes.some((node) => node.below);
  }

  // On a phone, where the inspector lies under another tab: the claim in short, over the graph.
  peek() {
    const { state, part, columns } = this, claim = state.map.claims[state.selected];
    part.peek.hidden = !claim;
    const go = (words, side) => el("button", { type: "button", class: "am-quiet", onclick: () => columns.turn(side) }, words);
    replace(part.peek, claim ? [el("p", {}, shorten(claim.text, 160)), go("Open", "brief"), go("In the thread", "thread")] : []);
  }

  // Everywhere at once; with a path the graph shows the claim's neighbourhood and the way to what turns on it.
  select(id, { path = null, from = null } = {}) {
    const { state, graph, part } = this, changed = state.selected !== id;
    const held = this.held();
    state.selected = id;
    if (path && state.shown.has(id)) this.focus(id, path);
    else if (id && state.focus && !graph.nodes.has(id)) this.showAll();
    graph.select(id, !path && from !== "graph");
    this.thread.select(id, from !== "thread");
    this.render();
    if (changed) part.inspector.scrollTop = 0;
    this.restore(held);
    part.cruxes.querySelector(".am-on")?.scrollIntoView({ block: "nearest" });
    if (id) this.say(id);
    if (id && changed && from === "thread") this.columns.open("centre");
    if (id && changed && from === "brief") this.columns.open("brief");
    if (changed || path) this.tell();
  }

  // Other filters; grouped otherwise, the whole is shown first.
  wants(ask) {
    this.whole = ask.by?.[0] !== this.ask.by?.[0];
    this.tell({ ask });
  }

  // What the other side is asked for, and what it need not send again.
  tell({ ask = this.ask } = {}, { bare = false } = {}) {
    const { selected, focus, map } = this.state, one = (id) => (id ? [id] : undefined);
    this.ask = JSON.parse(JSON.stringify({ ...ask, claim: one(selected), focus: one(focus) }));
    this.turn += 1;
    this.send("at", {
      ask: this.ask, folded: this.folded, drawn: this.drawn, turn: this.turn, of: map?.key, map: bare ? null : map.stamp, view: bare ? null : this.view.key,
    });
  }

  // Which button had the keyboard, so that drawing a pane anew does not take it away.
  held() {
    const at = this.root.getRootNode().activeElement, pane = at?.closest?.(".am-cruxes, .am-outline, .am-inspector");
    return pane ? { at, pane, claim: at.dataset.claim, act: at.dataset.act, rank: at.dataset.rank } : null;
  }

  restore(held) {
    if (!held || held.at.isConnected) return;
    const { at: _, pane, ...marks } = held, [name, value] = Object.entries(marks).find(([, value]) => value) ?? [];
    const again = name && [...pane.querySelectorAll(`[data-${name}]`)].find((button) => button.dataset[name] === value);
    const open = this.root.querySelector(this.state.selected ? ".am-inspector button" : ".am-cruxes .am-crux");
    (again?.offsetParent ? again : open)?.focus({ preventScroll: true });
  }

  around(id) {
    return [id, ...linksOf(this.state, id).map((link) => link.id)];
  }

  focus(id, path) {
    const same = this.state.focus === id && this.near;
    this.state.focus = id;
    this.showAs("graph");
    if (same) return;
    this.near = null;
    this.graph.fade([...path, ...this.around(id)]);
    if (this.alone) this.graph.fit([...path, ...this.around(id)]); // nobody will send a picture of its own
  }

  toggle() {
    const { state } = this, held = this.held();
    if (state.focus === state.selected) return this.showAll();
    this.focus(state.selected, []);
    this.render();
    this.restore(held);
    this.tell();
  }

  showAll() {
    const held = this.held();
    this.state.focus = null;
    if (this.near) this.graph.show(this.view, (id) => this.state.map.claims[id].text);
    this.near = null;
    this.graph.mark({ bright: null });
    this.graph.goBack();
    this.render();
    this.restore(held);
    this.tell();
  }

  // One step back: from a neighbourhood, a selection, the list, or a picture that was chosen.
  leave() {
    const { focus, selected } = this.state;
    if (focus) this.showAll();
    else if (selected) this.select(null);
    else if (!this.part.outline.hidden) this.showAs("graph");
    else if (this.ask.show?.length || this.ask.by?.length) this.wants({ ...this.ask, show: undefined, by: undefined });
  }

  leaveClaim() {
    if (this.state.focus) this.showAll();
    this.select(null, { from: "brief" });
  }

  // The dispute, the whole map, or the list.
  turnTo(mode) {
    this.showAs(mode === "outline" ? "outline" : "graph");
    if (mode === "outline" || (mode === this.drawn && !this.state.focus)) return;
    const held = this.held();
    Object.assign(this.state, { selected: null, focus: null });
    this.near = null;
    this.whole = mode;
    this.graph.mark({ bright: null, selected: null });
    this.render();
    this.restore(held);
    this.tell({ ask: { ...this.ask, show: [mode], by: mode === "dispute" ? undefined : this.ask.by } });
  }

  showAs(mode) {
    const { part } = this;
    part.graph.style.visibility = mode === "graph" ? "" : "hidden";
    part.outline.hidden = mode === "graph";
    this.controls.tellCount(mode === "graph" ? this.graph.nodes.size : Infinity);
    this.pressModes();
    if (mode === "outline") replace(part.outline, briefing.outline(this.state, (id) => this.select(id, { from: "graph" })));
  }

  pressModes() {
    const { mode, outline } = this.part, now = outline.hidden ? this.drawn : "outline";
    for (const button of mode) button.setAttribute("aria-pressed", String(button.dataset.mode === now));
    mode[0].hidden = !this.state.map?.cruxes.length;
  }

  // Keys that work wherever the keyboard is, but in fields.
  shortcut(event) {
    const at = event.composedPath()[0], writing = at.matches?.("input, textarea, select, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey || writing) return;
    if (event.key === "/") this.controls.focusSearch();
    else if (event.key === "Escape" && (this.root.contains(at) || at === document.body) && !event.defaultPrevented) this.leave();
    else return;
    event.preventDefault();
  }

  // `edge` is the line that led there: how the claim stands to the one before.
  say(id, edge = null) {
    const claim = this.state.map.claims[id], links = linksOf(this.state, id).filter((link) => link.into);
    const count = (kind) => links.filter((link) => link.kind === kind).length;
    const way = edge ? { support: ["Supported by it: ", "Supports the one before: "], objection: ["Objected to by it: ", "Objects to the one before: "] }[edge.kind][edge.source === id ? 1 : 0] : "";
    this.part.live.textContent = `${way}${claim.role === "claim" ? "Claim" : claim.role === "main" ? "Main claim" : "Crux"} by ${claim.authors.join(", ")}: `
      + `${shorten(claim.text, 200)}. Supports: ${count("support")}, objections: ${count("objection")}.`;
  }

  // The panes fill what is left of the window below the filters.
  resize() {
    const top = this.root.getBoundingClientRect().top + (this.root.ownerDocument.scrollingElement?.scrollTop ?? 0);
    this.root.style.setProperty("--am-height", `${Math.max(440, Math.round(innerHeight - Math.max(top, 0) - 14))}px`);
    this.columns.apply();
  }

  destroy() {
    removeEventListener("resize", this.onSize);
    removeEventListener("popstate", this.onAddress);
    document.removeEventListener("keydown", this.onKey);
    this.watcher.disconnect();
    this.theme.destroy();
    this.graph.destroy();
    this.root.remove();
  }
}
