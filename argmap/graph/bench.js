// The workbench: briefing, inspector, graph and thread on one state; what is selected in one is selected in all.

import * as briefing from "./briefing.js";
import { Columns } from "./columns.js";
import { el, keepScroll, replace, shorten } from "./dom.js";
import { Graph } from "./graph.js";
import { inspector } from "./inspector.js";
import { legend, linksOf } from "./parts.js";
import { Theme } from "./theme.js";
import { ThreadPane } from "./thread.js";

export class Bench {
  constructor(host, vis, options) {
    this.state = { map: null, shown: new Set(), selected: null, focus: null };
    this.send = () => {};
    this.build(host);
    this.graph = new Graph(vis, this.part.graph, options, {
      onSelect: (id) => this.select(id, { from: "graph" }),
      onLeave: () => this.leave(),
      onMove: (id) => id && this.say(id),
      onHover: (id) => this.thread.hover(id),
    });
    this.thread = new ThreadPane(this.part.thread, {
      onSelect: (id) => this.select(id, { from: "thread" }),
      onHover: (id) => this.graph.hover(this.graph.nodes.has(id) ? id : null),
    });
    this.columns = new Columns(this.root, this.part, () => this.graph.redraw());
    this.arrange();
    this.theme = new Theme(this.root, (dark, font) => this.graph.theme(dark, font));
    this.onSize = () => this.resize();
    addEventListener("resize", this.onSize);
    this.watcher = new ResizeObserver(() => this.onSize());
    this.watcher.observe(document.body);
  }

  build(host) {
    const button = (label, text, onclick) => el("button", { type: "button", class: "am-tool", "aria-label": label, title: label, onclick }, text);
    this.part = {
      cruxes: el("div", { class: "am-cruxes" }),
      inspector: el("div", { class: "am-inspector" }),
      thread: el("div", { class: "am-posts" }),
      outline: el("div", { class: "am-outline", hidden: true }),
      graph: el("div", { class: "am-graph", tabindex: "0", role: "application", "aria-label":
        "Argument graph. Arrow keys walk the links, Enter opens a claim, Escape leaves. The same claims are under List." }),
      live: el("p", { class: "am-live", "aria-live": "polite" }),
      all: el("button", { type: "button", class: "am-all", hidden: true, onclick: () => this.showAll() }, "← Show all"),
      none: el("div", { class: "am-none", hidden: true }),
      mode: [["graph", "Map"], ["outline", "List"]].map(([mode, text]) =>
        el("button", { type: "button", "data-mode": mode, "aria-pressed": mode === "graph" ? "true" : "false", onclick: () => this.turn(mode) }, text)),
      bar: el("div", { class: "am-bar" }),
      tools: el("div", { class: "am-tools" }, button("Zoom out", "−", () => this.graph.zoom(0.8)), button("Zoom in", "+", () => this.graph.zoom(1.25)),
        button("Whole map", "⤢", () => this.graph.fit())),
    };
    this.root = el("div", { class: "am" });
    host.append(this.root);
  }

  // What stands where; the columns give the grips between the panes and the buttons that hide them.
  arrange() {
    const { part, columns } = this;
    part.bar.append(columns.toggles[0], el("div", { class: "am-modes", role: "group", "aria-label": "Show as" }, part.mode), part.all, part.tools, columns.toggles[1]);
    this.root.append(
      el("div", { class: "am-columns" },
        el("aside", { class: "am-pane am-brief", "aria-label": "Cruxes and the selected claim" }, part.cruxes, part.inspector),
        columns.grips.brief,
        el("section", { class: "am-pane am-centre", "aria-label": "Map" }, part.bar, part.graph, part.outline, part.none,
          el("div", { class: "am-legend", "aria-label": "Legend" }, legend())),
        columns.grips.thread,
        el("aside", { class: "am-pane am-thread", "aria-label": "Thread" }, el("h2", { class: "am-live" }, "Thread"), part.thread)),
      columns.tabs, part.live);
  }

  update(data) {
    const { state } = this, first = state.map === null, other = data.map.key !== state.map?.key;
    this.theme.read();
    const revised = !other && data.map.version !== state.map.version;
    if (other) {
      Object.assign(state, { map: data.map, selected: null });
      this.thread.show(data.map);
    }
    if (revised) this.revise(data);
    else if (other || data.view.key !== this.view?.key) this.show(data.view, other, first);
    else if (data.focus && data.focus.claim === state.focus && this.near !== data.focus.key) this.approach(data.focus);
  }

  show(view, other, first, still = false) {
    this.view = view;
    const { state, graph, part } = this;
    state.shown = new Set(view.nodes.map((node) => node.id));
    state.focus = graph.before = this.near = null;
    part.none.hidden = view.nodes.length > 0;
    replace(part.none, el("p", {}, Object.keys(state.map.claims).length ? "No claim passes these filters." : "No claim was found in this thread."));
    this.resize();
    graph.show(view, (id) => state.map.claims[id].text);
    graph.selected = state.selected;
    this.thread.dim(state.shown);
    this.render();
    if (other) requestAnimationFrame(() => graph.open(state.map.main[0], !first));
    else if (!still) graph.fit();
  }

  // The same map after a correction: what was selected stays so, and nothing moves that need not.
  revise({ map, view, focus }) {
    const { state } = this, held = this.held(), focused = state.focus;
    Object.assign(state, { map, selected: map.claims[state.selected] ? state.selected : null });
    keepScroll(this.part.thread, () => this.thread.show(map));
    const reading = this.part.inspector.scrollTop;
    this.show(view, false, false, true);
    this.thread.select(state.selected, true);
    if (focused && focus?.claim === focused) {
      state.focus = focused;
      this.approach(focus);
      this.render();
    }
    this.graph.select(state.selected, true);
    this.part.inspector.scrollTop = reading;
    this.restore(held);
  }

  // The neighbourhood of the focused claim, laid out by itself.
  approach(near) {
    this.near = near.key;
    this.graph.show(near, (id) => this.state.map.claims[id].text);
    this.graph.fit(undefined, 1.1, false);
  }

  render() {
    const { state, part } = this, select = (id, path) => this.select(id, { path, from: "brief" });
    keepScroll(part.cruxes, () => replace(part.cruxes, briefing.briefing(state, select)));
    replace(part.inspector, inspector(this, {
      select, focus: () => this.toggle(), close: () => this.leaveClaim(), reveal: (mention) => (this.columns.open("thread"), this.thread.passage(mention)),
    }));
    this.root.classList.toggle("am-detail", state.selected !== null);
    if (!part.outline.hidden) keepScroll(part.outline, () => replace(part.outline, briefing.outline(state, select)));
    part.all.hidden = !state.focus;
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
    if (id && changed && from !== "graph") this.columns.open(from === "thread" ? "centre" : "brief");
    if (changed || path) this.tell();
  }

  tell() {
    this.send("at", { selected: this.state.selected, focus: this.state.focus });
  }

  // Which button had the keyboard, so that drawing a pane anew does not take it away.
  held() {
    const at = this.root.getRootNode().activeElement, pane = at?.closest?.(".am-cruxes, .am-outline, .am-inspector");
    return pane ? { pane, claim: at.dataset.claim, act: at.dataset.act, rank: at.dataset.rank } : null;
  }

  restore(held) {
    if (!held) return;
    const { pane, ...marks } = held, [name, value] = Object.entries(marks).find(([, value]) => value) ?? [];
    const again = name && [...pane.querySelectorAll(`[data-${name}]`)].find((button) => button.dataset[name] === value);
    const open = this.root.querySelector(this.state.selected ? ".am-inspector button" : ".am-cruxes button");
    (again?.offsetParent ? again : open)?.focus({ preventScroll: true });
  }

  around(id) {
    return [id, ...linksOf(this.state, id).map((link) => link.id)];
  }

  focus(id, path) {
    const same = this.state.focus === id && this.near;
    this.state.focus = id;
    this.turn("graph");
    if (same) return;
    this.near = null;
    this.graph.fade([...path, ...this.around(id)]);
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
    this.near = this.graph.bright = null;
    this.graph.goBack();
    this.render();
    this.restore(held);
    this.tell();
  }

  leave() {
    if (this.state.focus) this.showAll();
    else if (this.state.selected) this.select(null);
  }

  leaveClaim() {
    if (this.state.focus) this.showAll();
    this.select(null, { from: "brief" });
  }

  turn(mode) {
    const { part } = this;
    part.graph.style.visibility = mode === "graph" ? "" : "hidden";
    part.outline.hidden = mode === "graph";
    part.mode.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.mode === mode)));
    if (mode === "outline") replace(part.outline, briefing.outline(this.state, (id) => this.select(id, { from: "graph" })));
  }

  say(id) {
    const claim = this.state.map.claims[id], links = linksOf(this.state, id).filter((link) => link.into);
    const count = (kind) => links.filter((link) => link.kind === kind).length;
    this.part.live.textContent = `${claim.role === "claim" ? "Claim" : claim.role === "main" ? "Main claim" : "Crux"} by ${claim.authors.join(", ")}: `
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
    this.watcher.disconnect();
    this.theme.destroy();
    this.graph.destroy();
    this.root.remove();
  }
}
