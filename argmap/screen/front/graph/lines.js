// Links on the canvas. Kind is told by line, head and sign, and by colour on top of that.

import { FADED, SMALL } from "./draw.js";

const SURE = 0.8, GHOST = 0.62; // a link below it is right less often than in two of three: its line is faint
const STEPS = 24; // of a bent line; more could not be told from a curve

export function drawLink(ctx, edge, look) {
  const { palette, scale } = look;
  ctx.save();
  ctx.globalAlpha = (look.faded ? FADED * 0.6 : edge.confidence < SURE && !look.lit ? GHOST : 1) * (edge.tree || look.lit ? 1 : 0.5);
  ctx.strokeStyle = ctx.fillStyle = palette[edge.kind];
  ctx.lineWidth = Math.max(edge.width + (look.lit ? 1.2 : 0), 0.9 / scale);
  ctx.lineJoin = "round";
  const dash = Math.max(1, 0.5 / scale); // dashes too small to see would only cost time
  ctx.setLineDash(edge.kind === "objection" ? [7 * dash, 5 * dash] : []);
  if (edge.tree) strokeRoute(ctx, edge);
  else strokeSight(ctx, edge, look.sight);
  ctx.stroke();
  ctx.setLineDash([]);
  drawHead(ctx, edge);
  if (scale >= SMALL) drawSign(ctx, edge, palette);
  ctx.restore();
}

// From the target to the source, so that the dashes of lines that end together fall on one another.
function strokeRoute(ctx, { points: forward }) {
  const points = forward.toReversed();
  ctx.beginPath();
  ctx.moveTo(...points[0]);
  for (let i = 1; i < points.length - 1; i++) ctx.arcTo(...points[i], ...points[i + 1], roundness(points, i));
  ctx.lineTo(...points.at(-1));
}

// Of a free line only what is in sight: it can be a hundred screens long, and dashed all along.
function strokeSight(ctx, { steps }, sight) {
  const [from, to] = inSight(steps, sight);
  ctx.beginPath();
  if (from > to) return;
  ctx.lineDashOffset = steps[from][2];
  ctx.moveTo(steps[from][0], steps[from][1]);
  for (let i = from + 1; i <= to + 1; i++) ctx.lineTo(steps[i][0], steps[i][1]);
}

// The first and the last stretch between two steps whose box lies in sight; the first is the greater where none does.
function inSight(steps, [left, top, right, bottom]) {
  let from = steps.length, to = -1;
  for (let i = 0; i + 1 < steps.length; i++) {
    const [x1, y1] = steps[i], [x2, y2] = steps[i + 1];
    if (Math.max(x1, x2) < left || Math.min(x1, x2) > right || Math.max(y1, y2) < top || Math.min(y1, y2) > bottom) continue;
    if (to < 0) from = i;
    to = i;
  }
  return [from, to];
}

// A quadratic curve from its end to its start as points, each with the length of the way up to it.
function stepsOf([x1, y1], [bx, by], [x2, y2]) {
  const steps = [];
  for (let i = 0; i <= STEPS; i++) {
    const t = 1 - i / STEPS, u = 1 - t;
    const x = u * u * x1 + 2 * u * t * bx + t * t * x2, y = u * u * y1 + 2 * u * t * by + t * t * y2, last = steps.at(-1);
    steps.push([x, y, last ? last[2] + Math.hypot(x - last[0], y - last[1]) : 0]);
  }
  return steps;
}

// The same way without its rounded corners, for a path that holds many.
export function tracePoints(path, { points, tree, bend }) {
  path.moveTo(...points[0]);
  if (!tree) path.quadraticCurveTo(...bend, ...points.at(-1));
  else for (const point of points.slice(1)) path.lineTo(...point);
}

function roundness(points, i) {
  const near = (a, b) => Math.hypot(points[a][0] - points[b][0], points[a][1] - points[b][1]);
  return Math.min(8, near(i - 1, i) / 2, near(i, i + 1) / 2);
}

function drawHead(ctx, { points, kind, tree, bend }) {
  const [x, y] = points.at(-1), before = tree ? points.at(-2) : bend;
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(Math.atan2(y - before[1], x - before[0]));
  ctx.beginPath();
  if (kind === "support") {
    ctx.moveTo(0, 0);
    ctx.lineTo(-11, -5.5);
    ctx.lineTo(-11, 5.5);
    ctx.closePath();
    ctx.fill();
  } else {
    ctx.rect(-6, -8, 4, 16);
    ctx.fill();
  }
  ctx.restore();
}

function drawSign(ctx, edge, palette) {
  const [x, y] = edge.sign;
  ctx.beginPath();
  if (edge.kind === "support") ctx.arc(x, y, 7.5, 0, 2 * Math.PI);
  else ctx.rect(x - 7, y - 7, 14, 14);
  ctx.fillStyle = palette[edge.kind];
  ctx.fill();
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x - 4, y);
  ctx.lineTo(x + 4, y);
  if (edge.kind === "support") {
    ctx.moveTo(x, y - 4);
    ctx.lineTo(x, y + 4);
  }
  ctx.stroke();
}

// What drawing needs of an edge beyond what was sent: its box, where its sign stands, the bend of a free line.
export function prepared(edge) {
  const [[x1, y1], ...rest] = edge.points, [x2, y2] = rest.at(-1);
  const bend = [(x1 + x2) / 2 + (y1 - y2) * 0.12, (y1 + y2) / 2 + (x2 - x1) * 0.12];
  const [nx, ny] = rest[0];
  const step = Math.hypot(nx - x1, ny - y1) || 1, reach = Math.min(13, step / 2);
  const sign = edge.tree
    ? [x1 + ((nx - x1) / step) * reach, y1 + ((ny - y1) / step) * reach]
    : [(x1 + x2) / 4 + bend[0] / 2, (y1 + y2) / 4 + bend[1] / 2];
  const xs = [...edge.points.map((p) => p[0]), bend[0]], ys = [...edge.points.map((p) => p[1]), bend[1]];
  const box = [Math.min(...xs) - 10, Math.min(...ys) - 10, Math.max(...xs) + 10, Math.max(...ys) + 10];
  const steps = edge.tree ? null : stepsOf([x1, y1], bend, [x2, y2]);
  return { ...edge, source: edge.from, target: edge.to, bend, sign, box, steps };
}

// Whether a line runs within `reach` of a place.
export function passes({ box, points, steps }, x, y, reach) {
  const [left, top, right, bottom] = box, way = steps ?? points;
  if (x < left - reach || x > right + reach || y < top - reach || y > bottom + reach) return false;
  return way.some((end, i) => i > 0 && distance(way[i - 1], end, x, y) <= reach);
}

function distance([x1, y1], [x2, y2], x, y) {
  const long = (x2 - x1) ** 2 + (y2 - y1) ** 2 || 1, part = Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / long));
  return Math.hypot(x - x1 - part * (x2 - x1), y - y1 - part * (y2 - y1));
}
