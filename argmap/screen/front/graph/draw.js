// Boxes on the canvas. Role is told by shape, mark and words, and by colour on top of that.

const PALETTES = {
  light: {
    paper: "#ffffff", ink: "#1f2937", muted: "#64748b", cursor: "#2563eb",
    claim: { fill: "#ffffff", line: "#b6c0ce", ink: "#1f2937" },
    main: { fill: "#253f73", line: "#253f73", ink: "#ffffff", tag: "#c7d5f3" },
    crux: { fill: "#fff4d9", line: "#b67c00", ink: "#33270a", tag: "#8a5c00" },
    support: "#0b7a60", objection: "#c2410c", frame: "#f5f7fa", rise: "#2563eb", drop: "#b0266b",
  },
  dark: {
    paper: "#0e1117", ink: "#e5e9f0", muted: "#94a3b8", cursor: "#7cb0ff",
    claim: { fill: "#1b212c", line: "#4a566a", ink: "#e5e9f0" },
    main: { fill: "#3d61ad", line: "#7f9fe0", ink: "#ffffff", tag: "#d5e1ff" },
    crux: { fill: "#43350f", line: "#e2ad2e", ink: "#fff1cf", tag: "#f3c65a" },
    support: "#3fcf9f", objection: "#ff8f63", frame: "#141a23", rise: "#7cb0ff", drop: "#ff8ac0",
  },
};

const LINE = 18.5;
const LEAST = 0.005; // a smaller move of a strength can not be read in two decimals
export const FADED = 0.16;
export const SMALL = 0.34; // below this scale words can not be read and are left out

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

function tagOf(node) {
  if (node.role === "main") return node.rank ? `MAIN CLAIM · CRUX ${node.rank}` : "MAIN CLAIM";
  return node.role === "crux" ? `◆ CRUX ${node.rank}` : "";
}

export function drawNode(ctx, node, look) {
  const { palette, scale, font } = look;
  const style = palette[node.role];
  ctx.save();
  ctx.globalAlpha = look.faded ? FADED : 1;
  if (look.selected || look.cursor || look.hover) drawHalo(ctx, node, look);
  if (look.found) drawRing(ctx, node, look);
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
  if (look.supposed || Math.abs(look.move) >= LEAST) drawMove(ctx, node, look);
  if (scale >= SMALL) drawWords(ctx, node, style, font);
  else drawMark(ctx, node, style, scale, font);
  if (node.below && scale >= SMALL) drawHandle(ctx, node, look);
  ctx.restore();
}

// The handle that folds the reasons below a claim away; folded, it says how many there are.
export function handleOf(node, folded) {
  const width = folded ? 22 + 8 * String(node.below).length : 18;
  return { x: node.x + node.width / 2 - width / 2 - (node.role === "crux" ? 16 : 4), y: node.y + node.height / 2, width, height: 18 };
}

function drawHandle(ctx, node, { palette, folded, font }) {
  const { x, y, width, height } = handleOf(node, folded);
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - height / 2, width, height, 9);
  ctx.fillStyle = folded ? palette.cursor : palette.paper;
  ctx.fill();
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = folded ? palette.cursor : palette.claim.line;
  ctx.stroke();
  ctx.fillStyle = folded ? palette.paper : palette.muted;
  ctx.font = `700 12px ${font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(folded ? `+${node.below}` : "−", x, y + 0.5);
}

// A strength that has moved: a wash over the box, as deep as the move is far, and an arrow with the difference.
function drawMove(ctx, node, { palette, move, supposed, scale, font, faded }) {
  const colour = move > 0 ? palette.rise : palette.drop, whole = faded ? FADED : 1;
  boxPath(ctx, node);
  ctx.fillStyle = colour;
  ctx.globalAlpha = whole * Math.min(0.18 + Math.abs(move) * 0.8, 0.6);
  ctx.fill();
  ctx.globalAlpha = whole;
  boxPath(ctx, node, 1);
  ctx.strokeStyle = colour;
  ctx.lineWidth = supposed ? 3.5 : 2;
  ctx.stroke();
  const size = Math.min(Math.max(12, 9 / scale), 40), words = `${supposed ? "◉ " : ""}${move > 0 ? "▲ +" : "▼ −"}${Math.abs(move).toFixed(2)}`;
  ctx.font = `700 ${size}px ${font}`;
  const width = ctx.measureText(words).width + size, x = node.x - node.width / 2 + width / 2 + 4, y = node.y - node.height / 2;
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - size * 0.8, width, size * 1.6, size * 0.8);
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.fillStyle = palette.paper;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(words, x, y + size * 0.05);
}

function drawRing(ctx, node, { palette }) {
  boxPath(ctx, node, 4);
  ctx.strokeStyle = palette.crux.line;
  ctx.lineWidth = 3;
  ctx.stroke();
}

// A group of claims.
export function drawFrame(ctx, { name, count, x, y, width, height }, palette, font, scale) {
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, 16);
  ctx.fillStyle = palette.frame;
  ctx.fill();
  ctx.lineWidth = Math.max(1, 0.8 / scale);
  ctx.strokeStyle = palette.claim.line;
  ctx.stroke();
  const size = Math.min(Math.max(17, 11 / scale), 44);
  ctx.font = `600 ${size}px ${font}`;
  ctx.fillStyle = palette.muted;
  ctx.textBaseline = "middle";
  ctx.beginPath();
  ctx.rect(x, y, width, 54);
  ctx.clip();
  ctx.fillText(`${name} · ${count}`, x + 20, y + 27);
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

