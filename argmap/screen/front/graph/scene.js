// What stands on the canvas. Near by, each box and line in sight is drawn for itself; from afar, where nothing can be
// read, all that look alike are drawn as one path, which keeps thousands of them smooth.

import { drawFrame, drawNode, FADED, paletteOf } from "./draw.js";
import { drawLink, passes, prepared, tracePoints } from "./lines.js";

const FAR = 0.26; // below this scale every line is as thin as lines get, so that confidence can not be told by width
const DASHES = 0.06; // below this scale a dash would be smaller than a pixel
const ROUGH = 0.1; // below this scale a box is a few pixels, and its border only costs time
const LEAST = 0.005;
const FARTHEST = 28; // a click that reaches farther on the canvas meets too many lines
const STEP = 1.6; // from one picture of the whole to the next finer one
const MOST = 2400; // pixels of a picture's longer side

export class Scene {
  constructor() {
    this.nodes = new Map();
    this.edges = this.frames = [];
    this.folded = this.found = this.supposed = this.lines = new Set();
    this.moves = new Map();
    this.words = [];
    this.selected = this.cursor = this.hovered = this.bright = null;
    this.palette = paletteOf(false);
    this.font = "sans-serif";
  }

  show(view, texts) {
    this.edges = view.edges.map(prepared);
    this.frames = view.frames ?? [];
    this.nodes = new Map(view.nodes.map((node) => [node.id, { ...node, lines: node.label.split("\n") }]));
    this.said = new Map(view.nodes.map((node) => [node.id, texts(node.id).toLowerCase()]));
    this.paths = { support: new Path2D(), objection: new Path2D(), claim: new Path2D(), crux: new Path2D(), main: new Path2D() };
    this.bounds = boundsOf([...this.nodes.values()], this.edges);
    this.picture = null;
    for (const edge of this.edges) tracePoints(this.paths[edge.kind], edge);
    for (const { role, x, y, width, height } of this.nodes.values()) this.paths[role].rect(x - width / 2, y - height / 2, width, height);
    this.find(this.words);
  }

  find(words) {
    this.words = words;
    this.found = new Set(words.length ? [...this.said].filter(([, text]) => words.every((word) => text.includes(word))).map(([id]) => id) : []);
  }

  // The ids of the lines that run within `reach` of a place of the canvas; from afar none can be told from another.
  linesAt({ x, y }, reach) {
    return reach > FARTHEST ? [] : this.edges.filter((edge) => passes(edge, x, y, reach)).map(({ id }) => id);
  }

  // `sight` is the part of the canvas that is seen: left, top, right, bottom.
  draw(ctx, scale, sight, far = scale < FAR) {
    for (const frame of this.frames) drawFrame(ctx, frame, this.palette, this.font, scale);
    this.sight = sight;
    if (far) this.drawFar(ctx, scale);
    else this.drawNear(ctx, scale, sight);
  }

  drawNear(ctx, scale, [left, top, right, bottom]) {
    for (const edge of this.edges) {
      const [x1, y1, x2, y2] = edge.box;
      if (x2 > left && x1 < right && y2 > top && y1 < bottom) drawLink(ctx, edge, this.lookOfLink(edge, scale));
    }
    for (const node of this.nodes.values()) {
      const w = node.width / 2 + 20, h = node.height / 2 + 20;
      if (node.x + w > left && node.x - w < right && node.y + h > top && node.y - h < bottom) drawNode(ctx, node, this.look(node, scale));
    }
  }

  // The whole is a picture that is drawn once and moved, as long as it fits one; what stands out is drawn over it.
  drawFar(ctx, scale) {
    const { x, y, width, height } = this.bounds, fine = STEP ** Math.ceil(Math.log(scale * devicePixelRatio) / Math.log(STEP));
    ctx.save();
    ctx.globalAlpha = this.bright ? FADED : 1;
    if (Math.max(width, height) * fine <= MOST) ctx.drawImage(this.pictureOf(fine), x, y, width, height);
    else this.drawAll(ctx, scale);
    ctx.restore();
    for (const edge of this.edges) if (this.stands(edge.source) && this.stands(edge.target)) drawLink(ctx, edge, this.lookOfLink(edge, scale));
    for (const node of this.nodes.values()) if (this.stands(node.id) || node.role !== "claim") drawNode(ctx, node, this.look(node, scale));
  }

  pictureOf(fine) {
    const { palette, bounds } = this;
    if (this.picture?.fine === fine && this.picture.palette === palette) return this.picture.canvas;
    const canvas = new OffscreenCanvas(Math.max(1, Math.ceil(bounds.width * fine)), Math.max(1, Math.ceil(bounds.height * fine))), ctx = canvas.getContext("2d");
    ctx.scale(fine, fine);
    ctx.translate(-bounds.x, -bounds.y);
    this.drawAll(ctx, fine);
    this.picture = { fine, palette, canvas };
    return canvas;
  }

  drawAll(ctx, scale) {
    const { palette, paths } = this, faint = ctx.globalAlpha;
    ctx.lineWidth = 0.9 / scale;
    ctx.globalAlpha = faint * 0.8;
    for (const kind of ["support", "objection"]) {
      ctx.strokeStyle = palette[kind];
      ctx.setLineDash(kind === "objection" && scale > DASHES ? [3.5 / scale, 2.5 / scale] : []);
      ctx.stroke(paths[kind]);
    }
    ctx.setLineDash([]);
    ctx.globalAlpha = faint;
    ctx.lineWidth = 1 / scale;
    for (const role of ["claim", "crux", "main"]) {
      ctx.fillStyle = scale < ROUGH && role === "claim" ? palette.claim.line : palette[role].fill;
      ctx.fill(paths[role]);
      ctx.strokeStyle = palette[role].line;
      if (scale >= ROUGH) ctx.stroke(paths[role]);
    }
  }

  // Whether something is to be seen of a claim that sets it apart from the others, even from afar.
  stands(id) {
    return id === this.selected || id === this.cursor || id === this.hovered || (this.bright?.has(id) ?? false)
      || this.supposed.has(id) || this.found.has(id) || Math.abs(this.moves.get(id) ?? 0) >= LEAST;
  }

  lookOfLink({ id, source, target }, scale) {
    const lit = this.hovered ?? this.selected, touched = this.lines.has(id) || source === lit || target === lit;
    const faded = this.bright !== null && !(this.bright.has(source) && this.bright.has(target));
    return { palette: this.palette, scale, faded, lit: touched && !faded, sight: this.sight };
  }

  look({ id }, scale) {
    return {
      palette: this.palette,
      font: this.font,
      scale,
      selected: id === this.selected,
      cursor: id === this.cursor,
      hover: id === this.hovered,
      move: this.moves.get(id) ?? 0,
      supposed: this.supposed.has(id),
      folded: this.folded.has(id),
      found: this.found.has(id),
      faded: this.bright !== null && !this.bright.has(id),
    };
  }
}

// The box around everything, with room for borders.
function boundsOf(nodes, edges) {
  let [left, top, right, bottom] = [0, 0, 1, 1];
  const take = (x1, y1, x2, y2) => ([left, top, right, bottom] = [Math.min(left, x1), Math.min(top, y1), Math.max(right, x2), Math.max(bottom, y2)]);
  for (const { x, y, width, height } of nodes) take(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  for (const { box } of edges) take(...box);
  return { x: left - 20, y: top - 20, width: right - left + 40, height: bottom - top + 40 };
}
