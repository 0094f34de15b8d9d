// The graph pane: vis-network moves the camera, finds what is under the pointer and calls back to draw.

import { el } from "../bench/dom.js";
import { handleOf, paletteOf, SMALL } from "./draw.js";
import { Scene } from "./scene.js";

const BAR = 12; // what is left free on top of the graph
const READABLE = 0.78;
const LEGIBLE = 0.6; // the least that a first sight is read at
const HOVERS = matchMedia("(hover: hover)");
const REACH = 7; // pixels from a line that a click still counts as one on it
const GLIDE = 380; // milliseconds

export class Graph {
  constructor(vis, host, options, { onSelect, onLeave, onMove, onHover, onFold, onShow }) {
    this.vis = vis;
    this.host = host;
    this.call = { onSelect, onLeave, onMove, onShow };
    this.scene = new Scene();
    this.before = null;
    this.foot = 0; // what a panel over the foot of the graph takes
    this.set = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
    this.network = new vis.Network(host, this.set, options);
    this.network.on("beforeDrawing", (ctx) => this.draw(ctx));
    this.network.on("click", ({ pointer }) => {
      const handle = this.handleAt(pointer.canvas);
      if (handle) return onFold(handle);
      const id = this.network.getNodeAt(pointer.DOM), lines = id === undefined ? this.scene.linesAt(pointer.canvas, REACH / this.network.getScale()) : [];
      this.call.onAway?.();
      if (lines.length && this.call.onLine) return this.call.onLine(lines);
      return id === undefined ? onLeave() : onSelect(id);
    });
    this.network.on("hoverNode", ({ node }) => (this.hover(node), onHover(node)));
    this.network.on("blurNode", () => (this.hover(null), onHover(null)));
    for (const grip of ["pointerdown", "wheel"]) host.addEventListener(grip, () => (this.stop(), this.hideTip()), { passive: true });
    host.addEventListener("pointerleave", () => this.hideTip());
    host.addEventListener("keydown", (event) => this.onKey(event));
    this.theme(false, "sans-serif");
  }

  get nodes() {
    return this.scene.nodes;
  }

  get selected() {
    return this.scene.selected;
  }

  theme(dark, font) {
    Object.assign(this.scene, { palette: paletteOf(dark), font });
    this.network.redraw();
  }

  // New boxes and lines; the camera stays where it is.
  show(view, texts) {
    const { scene } = this;
    scene.show(view, texts);
    this.call.onShow?.(this.nodes.size);
    this.set.nodes.clear();
    this.set.nodes.add([...this.nodes.values()].map((node) => this.visNode(node, texts)));
    if (!this.nodes.has(scene.cursor)) scene.cursor = null;
    scene.bright = null;
    setTimeout(() => this.network.redraw(), 30); // vis knows the size of a box only once it has drawn it
  }

  // What of the scene has changed, such as which claims are folded.
  mark(change) {
    Object.assign(this.scene, change);
    this.network.redraw();
  }

  // Boxes with all of these words are ringed.
  find(words) {
    this.scene.find(words.toLowerCase().split(/\s+/).filter((word) => word.length > 1));
    this.network.redraw();
  }

  // The claim whose folding handle is at a place of the canvas.
  handleAt({ x, y }) {
    if (this.network.getScale() < SMALL) return null;
    for (const node of this.nodes.values()) {
      if (!node.below) continue;
      const at = handleOf(node, this.scene.folded.has(node.id));
      if (Math.abs(x - at.x) < at.width / 2 + 5 && Math.abs(y - at.y) < at.height / 2 + 5) return node.id;
    }
    return null;
  }

  // Where a claim is on the screen, and the camera set so that it is there again.
  placeOf(id) {
    const { x, y } = this.nodes.get(id), at = this.network.getViewPosition();
    return { id, dx: x - at.x, dy: y - at.y };
  }

  keepAt({ id, dx, dy }) {
    const { x, y } = this.nodes.get(id);
    this.move({ x: x - dx, y: y - dy }, this.network.getScale(), false);
  }

  // For vis a box is a place and a size; the scene draws it.
  visNode(node, texts) {
    const renderer = { drawNode() {}, nodeDimensions: { width: node.width, height: node.height } };
    const title = HOVERS.matches ? el("div", { class: "am-tip" }, texts(node.id)) : undefined;
    return { id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: () => renderer, title, size: node.width / 2 };
  }

  draw(ctx) {
    this.scene.draw(ctx, this.network.getScale(), this.sight());
  }

  // Left, top, right and bottom of what the pane shows of the canvas.
  sight() {
    const scale = this.network.getScale(), { x, y } = this.network.getViewPosition();
    const w = this.host.clientWidth / scale / 2, h = this.host.clientHeight / scale / 2;
    return [x - w, y - h, x + w, y + h];
  }

  // The pane has another size, or what is drawn has changed.
  resize() {
    this.network.setSize("100%", "100%");
    this.network.redraw();
  }

  // vis-network leaves a tip where it is as long as no other box is met.
  hideTip() {
    const { interactionHandler } = this.network;
    clearTimeout(interactionHandler.popupTimer);
    interactionHandler.popup?.hide();
    interactionHandler.popup = interactionHandler.popupObj = undefined;
  }

  stop() {
    cancelAnimationFrame(this.gliding);
  }

  hover(id) {
    if (id === this.scene.hovered) return;
    this.scene.hovered = id;
    this.host.style.cursor = id ? "pointer" : "";
    this.network.redraw();
  }

  select(id, reveal = true) {
    this.scene.selected = id;
    if (id !== null) this.scene.cursor = null;
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

  // Moves the camera so that all of these claims are in sight, if they are not.
  bring(ids) {
    const scale = this.network.getScale(), at = this.network.getViewPosition();
    const w = this.host.clientWidth / scale / 2, h = this.host.clientHeight / scale / 2;
    const seen = (node) => Math.abs(node.x - at.x) < w && Math.abs(node.y - at.y) < h;
    if (!ids.every((id) => !this.nodes.has(id) || seen(this.nodes.get(id)))) this.fit(ids, Math.max(scale, READABLE));
  }

  // Fades all but these claims, and keeps the camera for the way back.
  fade(ids) {
    this.before ??= { position: this.network.getViewPosition(), scale: this.network.getScale() };
    this.scene.bright = new Set(ids);
    this.network.redraw();
  }

  // The camera as it was before the first fading.
  goBack() {
    if (this.before) this.move(this.before.position, this.before.scale);
    this.before = null;
  }

  fit(ids, most = 1, glide = true) {
    const box = this.boxOf(ids), scale = Math.min(most, this.scaleFor(box)), [left, top, right, bottom] = box;
    if (scale > 0) this.move({ x: (left + right) / 2, y: (top + bottom) / 2 - (BAR - this.foot - 16) / 2 / scale }, scale, glide);
  }

  // Left, top, right and bottom of these claims, all where none are named, and of the frames.
  boxOf(ids = [...this.nodes.keys()]) {
    let box = [Infinity, Infinity, -Infinity, -Infinity];
    const take = (x, y, w, h) => (box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x + w), Math.max(box[3], y + h)]);
    for (const { x, y, width, height } of ids.map((id) => this.nodes.get(id)).filter(Boolean)) take(x - width / 2, y - height / 2, width, height);
    for (const { x, y, width, height } of this.scene.frames) take(x, y, width, height);
    return box;
  }

  // The scale at which a box fills the pane; 0 or less for none.
  scaleFor([left, top, right, bottom]) {
    return Math.min((this.host.clientWidth - 40) / (right - left), (this.host.clientHeight - BAR - this.foot - 24) / (bottom - top));
  }

  // The first sight of a map: all of it where it can be read, else as many of the groups of claims, in their order, as
  // can be read together; where not even the first can, its first claims. Their top is the top of the pane. Gives
  // whether the first group is in sight.
  open(groups, glide = false) {
    if (this.scene.frames.length || this.scaleFor(this.boxOf()) >= LEGIBLE) return this.fit(undefined, 1, glide), true;
    const drawn = groups.map((ids) => ids.filter((id) => this.nodes.has(id))).filter((ids) => ids.length);
    if (drawn.length && this.scaleFor(this.boxOf([...drawn[0], ...this.above(drawn[0])])) >= LEGIBLE) drawn[0].push(...this.above(drawn[0]));
    let seen = drawn[0] ?? [this.nodes.keys().next().value];
    const fits = (ids, scale) => this.scaleFor(this.boxOf(ids)) >= scale;
    for (const ids of drawn.slice(1)) if (fits([...seen, ...ids], READABLE)) seen = [...seen, ...ids];
    const whole = seen.length;
    while (seen.length > 1 && !fits(seen, LEGIBLE)) seen = seen.slice(0, -1);
    const box = this.boxOf(seen), scale = Math.min(READABLE, this.scaleFor(box));
    if (scale > 0) this.move({ x: (box[0] + box[2]) / 2, y: box[1] + (this.host.clientHeight / 2 - BAR - 8) / scale }, scale, glide);
    return seen.length === whole;
  }

  // The claims that these hang below, up to the top of their tree, so that a first sight begins where the tree does.
  above(ids) {
    const up = new Map(this.scene.edges.filter(({ tree }) => tree).map(({ source, target }) => [source, target])), found = [];
    for (let top = up.get(ids.find((id) => up.has(id) && !ids.includes(up.get(id)))); top && !found.includes(top); top = up.get(top)) found.push(top);
    return found;
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
    else if (event.key === "Enter" || event.key === " ") this.scene.cursor && this.call.onSelect(this.scene.cursor);
    else if (event.key === "Escape") this.call.onLeave();
    else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "0") this.fit();
    else return;
    event.preventDefault();
  }

  // Up: what the claim is for or against; down: its first reason; left and right: its neighbours below the same claim.
  walk(step) {
    const at = this.scene.cursor ?? this.selected;
    const next = at && this.nodes.has(at) ? this.neighbour(at, step) : this.nodes.keys().next().value;
    if (!next) return;
    this.scene.cursor = next;
    this.reveal(next);
    this.call.onMove(next, this.scene.edges.find(({ source, target }) => (source === at && target === next) || (source === next && target === at)));
    this.network.redraw();
  }

  neighbour(at, step) {
    const up = this.scene.edges.filter((e) => e.source === at).sort((a, b) => b.tree - a.tree)[0]?.target;
    if (step === "up") return up;
    if (step === "down") return this.inOrder(this.scene.edges.filter((e) => e.target === at).map((e) => e.source))[0];
    const row = up
      ? this.inOrder(this.scene.edges.filter((e) => e.target === up && e.tree).map((e) => e.source))
      : this.inOrder([...this.nodes.keys()].filter((id) => !this.scene.edges.some((e) => e.tree && e.source === id)));
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
