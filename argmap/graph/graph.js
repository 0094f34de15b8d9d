// The graph pane: vis-network moves the camera, finds what is under the pointer and calls back to draw.

import { el } from "./dom.js";
import { drawLink, drawNode, paletteOf, prepared } from "./draw.js";

const BAR = 52; // what the buttons on top of the graph take
const READABLE = 0.78;
const HOVERS = matchMedia("(hover: hover)");
const GLIDE = 380; // milliseconds

export class Graph {
  constructor(vis, host, options, { onSelect, onLeave, onMove, onHover }) {
    this.vis = vis;
    this.host = host;
    this.call = { onSelect, onLeave, onMove };
    this.nodes = new Map();
    this.edges = [];
    this.selected = this.cursor = this.hovered = this.bright = this.before = null;
    this.set = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
    this.network = new vis.Network(host, this.set, options);
    this.network.on("beforeDrawing", (ctx) => this.drawLinks(ctx));
    this.network.on("click", ({ pointer }) => {
      const id = this.network.getNodeAt(pointer.DOM);
      return id === undefined ? onLeave() : onSelect(id);
    });
    this.network.on("hoverNode", ({ node }) => (this.hover(node), onHover(node)));
    this.network.on("blurNode", () => (this.hover(null), onHover(null)));
    for (const grip of ["pointerdown", "wheel"]) host.addEventListener(grip, () => this.stop(), { passive: true });
    host.addEventListener("keydown", (event) => this.onKey(event));
    this.theme(false, "sans-serif");
  }

  theme(dark, font) {
    this.palette = paletteOf(dark);
    this.font = font;
    this.network.redraw();
  }

  // New boxes and lines; the camera stays where it is.
  show(view, texts) {
    this.edges = view.edges.map(prepared);
    this.nodes = new Map(view.nodes.map((node) => [node.id, { ...node, lines: node.label.split("\n") }]));
    this.set.nodes.clear();
    this.set.edges.clear();
    this.set.nodes.add([...this.nodes.values()].map((node) => this.visNode(node, texts(node.id))));
    if (!this.nodes.has(this.cursor)) this.cursor = null;
    this.bright = null;
    setTimeout(() => this.network.redraw(), 30); // vis knows the size of a box only once it has drawn it
  }

  visNode(node, text) {
    const renderer = () => ({
      drawNode: () => drawNode(this.ctx, node, this.look(node)),
      nodeDimensions: { width: node.width, height: node.height },
    });
    const title = HOVERS.matches ? el("div", { class: "am-tip" }, text) : undefined;
    const ctxRenderer = ({ ctx }) => ((this.ctx = ctx), renderer());
    return { id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer, title, size: node.width / 2 };
  }

  look(node) {
    return {
      palette: this.palette,
      font: this.font,
      scale: this.network.getScale(),
      selected: node.id === this.selected,
      cursor: node.id === this.cursor,
      hover: node.id === this.hovered,
      faded: this.bright !== null && !this.bright.has(node.id),
    };
  }

  drawLinks(ctx) {
    const scale = this.network.getScale(), { x, y } = this.network.getViewPosition();
    const w = this.host.clientWidth / scale / 2, h = this.host.clientHeight / scale / 2;
    const lit = this.hovered ?? this.selected;
    for (const edge of this.edges) {
      const [left, top, right, bottom] = edge.box;
      if (right < x - w || left > x + w || bottom < y - h || top > y + h) continue;
      const faded = this.bright !== null && !(this.bright.has(edge.source) && this.bright.has(edge.target));
      const touched = edge.source === lit || edge.target === lit;
      drawLink(ctx, edge, { palette: this.palette, scale, faded, lit: touched && !faded });
    }
  }

  // The pane has another size, or what is drawn has changed.
  redraw() {
    this.network.setSize("100%", "100%");
    this.network.redraw();
  }

  stop() {
    cancelAnimationFrame(this.gliding);
  }

  hover(id) {
    if (id === this.hovered) return;
    this.hovered = id;
    this.host.style.cursor = id ? "pointer" : "";
    this.network.redraw();
  }

  select(id, reveal = true) {
    this.selected = id;
    if (id !== null) this.cursor = null;
    if (id !== null && reveal) this.reveal(id);
    this.network.redraw();
  }

  // Moves the camera only where the claim is not in sight.
  reveal(id) {
    const node = this.nodes.get(id);
    if (!node) return;
    const scale = this.network.getScale(), at = this.network.getViewPosition();
    const w = this.host.clientWidth / scale / 2, h = this.host.clientHeight / scale / 2;
    const seen = Math.abs(node.x - at.x) + node.width / 2 < w && Math.abs(node.y - at.y) + node.height / 2 < h;
    if (seen && scale > 0.3) return;
    this.move({ x: node.x, y: node.y }, Math.max(scale, READABLE));
  }

  // Fades all but these claims, and keeps the camera for the way back.
  fade(ids) {
    this.before ??= { position: this.network.getViewPosition(), scale: this.network.getScale() };
    this.bright = new Set(ids);
    this.network.redraw();
  }

  // The camera as it was before the first fading.
  goBack() {
    if (this.before) this.move(this.before.position, this.before.scale);
    this.before = null;
  }

  fit(ids = [...this.nodes.keys()], most = 1, glide = true) {
    const nodes = ids.map((id) => this.nodes.get(id)).filter(Boolean);
    if (!nodes.length) return;
    const left = Math.min(...nodes.map((n) => n.x - n.width / 2)), right = Math.max(...nodes.map((n) => n.x + n.width / 2));
    const top = Math.min(...nodes.map((n) => n.y - n.height / 2)), bottom = Math.max(...nodes.map((n) => n.y + n.height / 2));
    const room = { w: this.host.clientWidth - 40, h: this.host.clientHeight - BAR - 24 };
    const scale = Math.min(most, room.w / (right - left), room.h / (bottom - top));
    this.move({ x: (left + right) / 2, y: (top + bottom) / 2 - (BAR - 16) / 2 / scale }, scale, glide);
  }

  // The first sight of a map: all of it where it can be read, else its first main claim on top of what hangs below.
  open(first, glide = false) {
    this.fit(undefined, 1, glide);
    const node = this.nodes.get(first) ?? this.nodes.values().next().value;
    if (!node || this.target.scale >= 0.5) return;
    const y = node.y - node.height / 2 - (BAR + 4) / READABLE + this.host.clientHeight / READABLE / 2;
    this.move({ x: node.x, y }, READABLE, glide);
  }

  zoom(factor) {
    this.move(this.network.getViewPosition(), this.network.getScale() * factor);
  }

  move(position, scale, glide = true) {
    this.target = { position, scale };
    cancelAnimationFrame(this.gliding);
    const still = !glide || matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) this.network.moveTo({ position, scale });
    else this.glide(this.network.getViewPosition(), this.network.getScale(), performance.now());
  }

  // By the clock, so that a slow machine sees fewer steps and waits no longer (vis-network counts frames).
  glide(from, scale, start) {
    const part = Math.min((performance.now() - start) / GLIDE, 1), ease = part * part * (3 - 2 * part);
    const { position, scale: end } = this.target, now = scale * (end / scale) ** ease;
    const way = Math.abs(end / scale - 1) < 1e-3 ? ease : (1 / scale - 1 / now) / (1 / scale - 1 / end);
    const along = (a, b) => a + (b - a) * way;
    this.network.moveTo({ position: { x: along(from.x, position.x), y: along(from.y, position.y) }, scale: now });
    if (part < 1) this.gliding = requestAnimationFrame(() => this.glide(from, scale, start));
  }

  onKey(event) {
    const step = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" }[event.key];
    if (step) this.walk(step);
    else if (event.key === "Enter" || event.key === " ") this.cursor && this.call.onSelect(this.cursor);
    else if (event.key === "Escape") this.call.onLeave();
    else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "0") this.fit();
    else return;
    event.preventDefault();
  }

  // Up: what the claim is for or against; down: its first reason; left and right: its neighbours below the same claim.
  walk(step) {
    const at = this.cursor ?? this.selected;
    const next = at && this.nodes.has(at) ? this.neighbour(at, step) : this.nodes.keys().next().value;
    if (!next) return;
    this.cursor = next;
    this.reveal(next);
    this.call.onMove(next);
    this.network.redraw();
  }

  neighbour(at, step) {
    const up = this.edges.filter((e) => e.source === at).sort((a, b) => b.tree - a.tree)[0]?.target;
    if (step === "up") return up;
    if (step === "down") return this.inOrder(this.edges.filter((e) => e.target === at).map((e) => e.source))[0];
    const row = up
      ? this.inOrder(this.edges.filter((e) => e.target === up && e.tree).map((e) => e.source))
      : this.inOrder([...this.nodes.keys()].filter((id) => !this.edges.some((e) => e.tree && e.source === id)));
    return row[row.indexOf(at) + (step === "left" ? -1 : 1)];
  }

  inOrder(ids) {
    return ids.sort((a, b) => this.nodes.get(a).x - this.nodes.get(b).x || this.nodes.get(a).y - this.nodes.get(b).y);
  }

  destroy() {
    this.stop();
    this.network.destroy();
  }
}
