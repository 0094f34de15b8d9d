// Boxes and lines on the canvas. Role and kind are told by shape, mark and words, and by colour on top of that.

const PALETTES = {
  light: {
    paper: "#ffffff", ink: "#1f2937", muted: "#64748b", cursor: "#2563eb",
    claim: { fill: "#ffffff", line: "#b6c0ce", ink: "#1f2937" },
    main: { fill: "#253f73", line: "#253f73", ink: "#ffffff", tag: "#c7d5f3" },
    crux: { fill: "#fff4d9", line: "#b67c00", ink: "#33270a", tag: "#8a5c00" },
    support: "#0b7a60", objection: "#c2410c",
  },
  dark: {
    paper: "#0e1117", ink: "#e5e9f0", muted: "#94a3b8", cursor: "#7cb0ff",
    claim: { fill: "#1b212c", line: "#4a566a", ink: "#e5e9f0" },
    main: { fill: "#3d61ad", line: "#7f9fe0", ink: "#ffffff", tag: "#d5e1ff" },
    crux: { fill: "#43350f", line: "#e2ad2e", ink: "#fff1cf", tag: "#f3c65a" },
    support: "#3fcf9f", objection: "#ff8f63",
  },
};

const LINE = 18.5;
const FADED = 0.16;
const SMALL = 0.34; // below this scale words can not be read and are left out

export function paletteOf(dark) {
  return dark ? PALETTES.dark : PALETTES.light;
}

function boxPath(ctx, node, grow = 0) {
  const w = node.width + 2 * grow, h = node.height + 2 * grow;
  const left = node.x - w / 2, top = node.y - h / 2;
  ctx.beginPath();
  if (node.role === "crux") {
    const tip = 13;
    ctx.moveTo(left + tip, top);
    ctx.lineTo(left + w - tip, top);
    ctx.lineTo(left + w, node.y);
    ctx.lineTo(left + w - tip, top + h);
    ctx.lineTo(left + tip, top + h);
    ctx.lineTo(left, node.y);
    ctx.closePath();
  } else {
    ctx.roundRect(left, top, w, h, node.role === "main" ? 3 : 9);
  }
}

export function tagOf(node) {
  if (node.role === "main") return node.rank ? `MAIN CLAIM · CRUX ${node.rank}` : "MAIN CLAIM";
  return node.role === "crux" ? `◆ CRUX ${node.rank}` : "";
}

export function drawNode(ctx, node, look) {
  const { palette, scale, font } = look;
  const style = palette[node.role];
  ctx.save();
  ctx.globalAlpha = look.faded ? FADED : 1;
  if (look.selected || look.cursor || look.hover) drawHalo(ctx, node, look);
  boxPath(ctx, node);
  ctx.fillStyle = style.fill;
  ctx.fill();
  ctx.lineWidth = look.selected ? 2.5 : node.role === "claim" ? 1.2 : 1.8;
  ctx.strokeStyle = look.selected ? palette.cursor : style.line;
  ctx.stroke();
  if (node.role === "main") {
    ctx.beginPath();
    ctx.roundRect(node.x - node.width / 2 + 4, node.y - node.height / 2 + 4, node.width - 8, node.height - 8, 1);
    ctx.lineWidth = 1;
    ctx.strokeStyle = style.tag;
    ctx.globalAlpha *= 0.55;
    ctx.stroke();
    ctx.globalAlpha = look.faded ? FADED : 1;
  }
  if (scale >= SMALL) drawWords(ctx, node, style, font);
  else drawMark(ctx, node, style, scale, font);
  ctx.restore();
}

function drawHalo(ctx, node, { palette, selected, cursor }) {
  ctx.save();
  boxPath(ctx, node, cursor ? 7 : 5);
  ctx.strokeStyle = palette.cursor;
  ctx.lineWidth = selected ? 5 : 2.5;
  ctx.globalAlpha *= selected ? 0.35 : 0.6;
  if (cursor) ctx.setLineDash([6, 4]);
  ctx.stroke();
  ctx.restore();
}

function drawWords(ctx, node, style, font) {
  const tag = tagOf(node), lines = node.lines;
  let y = node.y - (lines.length * LINE + (tag ? 16 : 0)) / 2;
  const room = node.width - (node.role === "crux" ? 34 : 18);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (tag) {
    ctx.font = `700 11px ${font}`;
    ctx.fillStyle = style.tag;
    ctx.fillText(tag, node.x, y + 6, room);
    y += 16;
  }
  ctx.font = `${node.role === "main" ? 600 : 400} 15px ${font}`;
  ctx.fillStyle = style.ink;
  for (const line of lines) {
    ctx.fillText(line, node.x, y + LINE / 2, room);
    y += LINE;
  }
}

function drawMark(ctx, node, style, scale, font) {
  const mark = node.role === "main" ? "MAIN" : node.role === "crux" ? `◆${node.rank}` : "";
  if (mark) {
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = `700 ${Math.min(13 / scale, node.height * 0.62)}px ${font}`;
    ctx.fillStyle = style.ink;
    ctx.fillText(mark, node.x, node.y, node.width - 20);
    return;
  }
  ctx.fillStyle = style.line;
  ctx.globalAlpha *= 0.75;
  node.lines.forEach((line, i) => {
    const y = node.y + (i - (node.lines.length - 1) / 2) * LINE;
    const w = Math.min(line.length * 6.2, node.width - 22);
    ctx.fillRect(node.x - w / 2, y - 2.5, w, 5);
  });
}

export function drawLink(ctx, edge, look) {
  const { palette, scale } = look;
  ctx.save();
  ctx.globalAlpha = (look.faded ? FADED * 0.6 : 1) * (edge.tree || look.lit ? 1 : 0.5);
  ctx.strokeStyle = ctx.fillStyle = palette[edge.kind];
  ctx.lineWidth = Math.max(edge.width + (look.lit ? 1.2 : 0), 0.9 / scale);
  ctx.lineJoin = "round";
  const dash = Math.max(1, 0.5 / scale); // dashes too small to see would only cost time
  ctx.setLineDash(edge.kind === "objection" ? [7 * dash, 5 * dash] : []);
  strokeRoute(ctx, edge);
  ctx.stroke();
  ctx.setLineDash([]);
  drawHead(ctx, edge);
  if (scale >= SMALL) drawSign(ctx, edge, palette);
  ctx.restore();
}

// From the target to the source, so that the dashes of lines that end together fall on one another.
function strokeRoute(ctx, { points: forward, tree, bend }) {
  const points = forward.toReversed();
  ctx.beginPath();
  ctx.moveTo(...points[0]);
  if (!tree) {
    ctx.quadraticCurveTo(...bend, ...points.at(-1));
    return;
  }
  for (let i = 1; i < points.length - 1; i++) ctx.arcTo(...points[i], ...points[i + 1], roundness(points, i));
  ctx.lineTo(...points.at(-1));
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
  return { ...edge, source: edge.from, target: edge.to, bend, sign, box };
}
