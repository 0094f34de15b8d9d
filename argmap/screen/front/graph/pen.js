// A pen with the strokes of a canvas, as far as argmap draws with them, that writes SVG instead: what draws the screen
// draws the file.

const SVG = "http://www.w3.org/2000/svg";
const MIDDLE = 0.35; // of a letter's size, from its foot to its middle
const FRESH = { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "10px sans-serif", textAlign: "start", textBaseline: "alphabetic", lineJoin: "miter", lineDashOffset: 0, dash: [], moved: "", clipped: "" };

export class Pen {
  constructor([left, top, right, bottom], paper) {
    const box = [left, top, right - left, bottom - top].map(round);
    this.ruler = document.createElement("canvas").getContext("2d");
    this.root = this.make("svg", { viewBox: box.join(" "), width: box[2], height: box[3], role: "img" });
    this.clips = 0;
    this.held = [];
    this.path = "";
    Object.assign(this, FRESH);
    this.root.append(this.make("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: paper }));
  }

  text(title) {
    const name = this.make("title", {});
    name.textContent = clean(title);
    this.root.prepend(name);
    return new XMLSerializer().serializeToString(this.root);
  }

  make(tag, attributes) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
    return node;
  }

  put(tag, attributes) {
    const node = this.make(tag, { ...attributes, transform: this.moved || null, "clip-path": this.clipped || null, opacity: this.globalAlpha < 1 ? round(this.globalAlpha) : null });
    this.root.append(node);
    return node;
  }

  save() {
    this.held.push(Object.fromEntries(Object.keys(FRESH).map((name) => [name, this[name]])));
  }

  restore() {
    Object.assign(this, this.held.pop());
  }

  translate(x, y) {
    this.moved += `translate(${round(x)} ${round(y)})`;
  }

  rotate(angle) {
    this.moved += `rotate(${round((angle * 180) / Math.PI)})`;
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  beginPath() {
    this.path = "";
  }

  go(letter, ...numbers) {
    this.path += letter + numbers.map(round).join(" ");
  }

  moveTo(x, y) {
    this.at = [x, y];
    this.go("M", x, y);
  }

  lineTo(x, y) {
    this.at = [x, y];
    this.go("L", x, y);
  }

  closePath() {
    this.path += "Z";
  }

  // A corner between two lines, rounded.
  arcTo(x, y, nextX, nextY, radius) {
    const towards = ([fromX, fromY]) => {
      const way = Math.hypot(fromX - x, fromY - y) || 1;
      return [x + ((fromX - x) / way) * radius, y + ((fromY - y) / way) * radius];
    };
    const end = towards([nextX, nextY]);
    this.lineTo(...towards(this.at));
    this.go("Q", x, y, ...end);
    this.at = end;
  }

  // A whole circle: no other arc is drawn.
  arc(x, y, radius) {
    this.go("M", x - radius, y);
    for (const way of [1, -1]) this.path += `a${round(radius)} ${round(radius)} 0 1 0 ${round(2 * way * radius)} 0`;
  }

  rect(x, y, width, height) {
    this.roundRect(x, y, width, height, 0);
  }

  roundRect(x, y, width, height, radius) {
    const r = Math.min(radius, width / 2, height / 2), corner = (dx, dy) => (r ? `a${r} ${r} 0 0 1 ${round(dx)} ${round(dy)}` : "");
    this.go("M", x + r, y);
    this.path += `h${round(width - 2 * r)}${corner(r, r)}v${round(height - 2 * r)}${corner(-r, r)}h${round(2 * r - width)}${corner(-r, -r)}v${round(2 * r - height)}${corner(r, -r)}Z`;
  }

  fill() {
    this.put("path", { d: this.path, fill: this.fillStyle });
  }

  stroke() {
    this.put("path", {
      d: this.path, fill: "none", stroke: this.strokeStyle, "stroke-width": round(this.lineWidth), "stroke-linejoin": this.lineJoin,
      "stroke-dasharray": this.dash.length ? this.dash.map(round).join(" ") : null, "stroke-dashoffset": this.lineDashOffset ? round(this.lineDashOffset) : null,
    });
  }

  fillRect(x, y, width, height) {
    this.put("rect", { x: round(x), y: round(y), width: round(width), height: round(height), fill: this.fillStyle });
  }

  clip() {
    const id = `clip${(this.clips += 1)}`, clip = this.make("clipPath", { id });
    clip.append(this.make("path", { d: this.path }));
    this.root.append(clip);
    this.clipped = `url(#${id})`;
  }

  measureText(words) {
    this.ruler.font = this.font;
    return this.ruler.measureText(words);
  }

  fillText(words, x, y, room = Infinity) {
    const [, weight = "400", size, family] = /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(this.font), wide = this.measureText(words).width > room;
    const node = this.put("text", {
      x: round(x), y: round(y + (this.textBaseline === "middle" ? MIDDLE * size : 0)), fill: this.fillStyle, "font-family": family, "font-size": size, "font-weight": weight,
      "text-anchor": this.textAlign === "center" ? "middle" : "start", textLength: wide ? round(room) : null, lengthAdjust: wide ? "spacingAndGlyphs" : null,
    });
    node.textContent = clean(words);
  }
}

function round(number) {
  return Math.round(number * 100) / 100;
}

// Without what XML can not hold.
function clean(words) {
  return words.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
}
