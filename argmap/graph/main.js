// The workbench: cruxes, graph and inspector on one state; what is selected in one is selected in all.

import { el, replace, shorten } from "./dom.js";
import { Graph } from "./graph.js";
import * as panes from "./panes.js";

const benches = new WeakMap();
let loading = null;

function loadVis(address) {
  loading ??= window.vis?.Network ? Promise.resolve(window.vis) : new Promise((resolve, reject) => {
    const script = el("script", { src: address, onload: () => resolve(window.vis), onerror: reject });
    document.head.append(script);
  });
  return loading;
}

export async function mount({ parentElement, data, setStateValue }, base) {
  const vis = await loadVis(new URL(data.vis, base).href);
  let bench = benches.get(parentElement);
  if (!bench) benches.set(parentElement, (bench = new Bench(parentElement, vis, data.options)));
  bench.tell = () => setStateValue("at", { selected: bench.state.selected, focus: bench.state.focus });
  bench.update(data);
  return () => {
    bench.destroy();
    benches.delete(parentElement);
  };
}

class Bench {
  constructor(host, vis, options) {
    this.state = { map: null, shown: new Set(), selected: null, focus: null };
    this.build(host);
    this.graph = new Graph(vis, this.part.graph, options, {
      onSelect: (id) => this.select(id),
      onLeave: () => this.leave(),
      onMove: (id) => id && this.say(id),
    });
    this.onSize = () => this.resize();
    addEventListener("resize", this.onSize);
    this.watcher = new ResizeObserver(() => this.onSize());
    this.watcher.observe(document.body);
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.onTheme = () => setTimeout(() => this.theme(), 60);
    this.dark.addEventListener("change", this.onTheme);
  }

  build(host) {
    const button = (label, text, onclick) => el("button", { type: "button", class: "am-tool", "aria-label": label, title: label, onclick }, text);
    this.part = {
      cruxes: el("aside", { class: "am-pane am-cruxes", "aria-label": "Cruxes" }),
      inspector: el("aside", { class: "am-pane am-inspector", "aria-label": "Selected claim" }),
      outline: el("div", { class: "am-outline", hidden: true }),
      graph: el("div", { class: "am-graph", tabindex: "0", role: "application", "aria-label":
        "Argument graph. Arrow keys walk the links, Enter opens a claim, Escape leaves. The same claims are under List." }),
      live: el("p", { class: "am-live", "aria-live": "polite" }),
      all: el("button", { type: "button", class: "am-all", hidden: true, onclick: () => this.showAll() }, "← Show all"),
      none: el("p", { class: "am-none", hidden: true }, "No claim passes these filters."),
      mode: [["graph", "Map"], ["outline", "List"]].map(([mode, text]) =>
        el("button", { type: "button", "data-mode": mode, "aria-pressed": mode === "graph" ? "true" : "false", onclick: () => this.turn(mode) }, text)),
    };
    const { part } = this;
    this.root = el("div", { class: "am" }, part.cruxes,
      el("section", { class: "am-pane am-centre", "aria-label": "Map" },
        el("div", { class: "am-bar" }, el("div", { class: "am-modes", role: "group", "aria-label": "Show as" }, part.mode), part.all,
          el("div", { class: "am-tools" }, button("Zoom out", "−", () => this.graph.zoom(0.8)), button("Zoom in", "+", () => this.graph.zoom(1.25)),
            button("Whole map", "⤢", () => this.graph.fit()))),
        part.graph, part.outline, part.none, el("div", { class: "am-legend", "aria-label": "Legend" }, panes.legend())),
      part.inspector, part.live);
    host.append(this.root);
  }

  update(data) {
    const { state } = this, first = state.map === null, other = data.map.key !== state.map?.key;
    this.theme();
    if (other) Object.assign(state, { map: data.map, selected: null });
    if (other || data.view.key !== this.view?.key) this.show(data.view, other, first);
    else if (data.focus && data.focus.claim === state.focus && this.near !== data.focus.key) this.approach(data.focus);
  }

  show(view, other, first) {
    this.view = view;
    const { state, graph, part } = this;
    state.shown = new Set(view.nodes.map((node) => node.id));
    state.focus = graph.before = this.near = null;
    part.none.hidden = view.nodes.length > 0;
    this.resize();
    graph.show(view, (id) => state.map.claims[id].text);
    graph.selected = state.selected;
    this.render();
    if (other) requestAnimationFrame(() => graph.open(state.map.main[0], !first));
    else graph.fit();
  }

  // The neighbourhood of the focused claim, laid out by itself.
  approach(near) {
    this.near = near.key;
    this.graph.show(near, (id) => this.state.map.claims[id].text);
    this.graph.fit(undefined, 1.1, false);
  }

  render() {
    const { state, part } = this, select = (id, path) => this.select(id, path);
    keepScroll(part.cruxes, () => replace(part.cruxes, panes.cruxes(state, select)));
    replace(part.inspector, panes.inspector(state, select, { focus: () => this.toggle(), close: () => this.select(null) }));
    if (!part.outline.hidden) keepScroll(part.outline, () => replace(part.outline, panes.outline(state, select)));
    part.all.hidden = !state.focus;
  }

  // Everywhere at once; with a path the graph shows the claim's neighbourhood and the way to what turns on it.
  select(id, path = null) {
    const { state, graph, part } = this, changed = state.selected !== id;
    const held = this.held();
    state.selected = id;
    if (path && state.shown.has(id)) this.focus(id, path);
    else if (id && state.focus && !graph.nodes.has(id)) this.showAll();
    graph.select(id, !path);
    this.render();
    if (changed) part.inspector.scrollTop = 0;
    this.restore(held);
    part.cruxes.querySelector(".am-on")?.scrollIntoView({ block: "nearest" });
    if (id) this.say(id);
    if (changed || path) this.tell();
  }

  // Which button had the keyboard, so that drawing a pane anew does not take it away.
  held() {
    const at = this.root.getRootNode().activeElement;
    const pane = at?.closest?.(".am-cruxes, .am-outline, .am-inspector");
    return pane ? { pane, claim: at.dataset.claim, act: at.dataset.act } : null;
  }

  restore(held) {
    if (!held) return;
    const { pane, claim, act } = held;
    const again = claim ? [...pane.querySelectorAll("[data-claim]")].find((b) => b.dataset.claim === claim) : act && pane.querySelector(`[data-act="${act}"]`);
    (again ?? pane.querySelector("button"))?.focus({ preventScroll: true });
  }

  around(id) {
    return [id, ...panes.linksOf(this.state, id).map((link) => link.id)];
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

  turn(mode) {
    const { part } = this;
    part.graph.style.visibility = mode === "graph" ? "" : "hidden";
    part.outline.hidden = mode === "graph";
    part.mode.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.mode === mode)));
    if (mode === "outline") replace(part.outline, panes.outline(this.state, (id) => this.select(id)));
  }

  say(id) {
    const claim = this.state.map.claims[id], links = panes.linksOf(this.state, id).filter((link) => link.into);
    const count = (kind) => links.filter((link) => link.kind === kind).length;
    this.part.live.textContent = `${claim.role === "claim" ? "Claim" : claim.role === "main" ? "Main claim" : "Crux"} by ${claim.authors.join(", ")}: `
      + `${shorten(claim.text, 200)}. Supports: ${count("support")}, objections: ${count("objection")}.`;
  }

  // The panes fill what is left of the window below the filters.
  resize() {
    const top = this.root.getBoundingClientRect().top + (this.root.ownerDocument.scrollingElement?.scrollTop ?? 0);
    this.root.style.setProperty("--am-height", `${Math.max(440, Math.round(innerHeight - Math.max(top, 0) - 14))}px`);
  }

  theme() {
    const style = getComputedStyle(this.root), paper = style.getPropertyValue("--st-background-color").trim();
    const dark = isDark(paper) ?? this.dark?.matches ?? false;
    this.root.dataset.theme = dark ? "dark" : "light";
    this.graph?.theme(dark, style.fontFamily);
  }

  destroy() {
    removeEventListener("resize", this.onSize);
    this.watcher.disconnect();
    this.dark.removeEventListener("change", this.onTheme);
    this.graph.destroy();
    this.root.remove();
  }
}

function keepScroll(pane, draw) {
  const at = pane.scrollTop;
  draw();
  pane.scrollTop = at;
}

function isDark(colour) {
  const hex = /^#([0-9a-f]{6})/i.exec(colour)?.[1];
  if (!hex) return null;
  const [r, g, b] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16));
  return 0.3 * r + 0.59 * g + 0.11 * b < 128;
}
