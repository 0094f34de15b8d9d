// Panes side by side: each can be dragged wider or hidden, which is remembered; on a phone one is seen at a time.

import { el } from "./dom.js";
import { recall, remember } from "./memory.js";

const SIDES = {
  brief: { name: "Cruxes", least: 230, most: 560, start: 312 },
  thread: { name: "Thread", least: 230, most: 720, start: 330 },
};
const CENTRE = 260; // what is always left for the graph
const NARROW = 820;
const STEP = 24;

export class Columns {
  constructor(root, parts, onChange) {
    this.root = root;
    this.parts = parts;
    this.onChange = onChange;
    this.kept = recall("panes", {});
    this.grips = Object.fromEntries(Object.keys(SIDES).map((side) => [side, this.grip(side)]));
    this.toggles = Object.entries(SIDES).map(([side, { name }]) => el("button", {
      type: "button", class: "am-tool am-toggle", "data-side": side, "aria-label": name, onclick: () => this.hide(side, !this.hidden(side)),
    }, el("span", { class: `am-icon am-icon-${side}`, "aria-hidden": "true" }), el("span", { class: "am-name" }, name)));
    this.tabs = el("nav", { class: "am-tabs", "aria-label": "Panes" }, [["brief", "Cruxes"], ["centre", "Map"], ["thread", "Thread"]].map(([tab, name]) =>
      el("button", { type: "button", "data-tab": tab, onclick: () => this.turn(tab) }, name)));
    this.turn("brief", false); // a phone begins with the cruxes
    this.apply();
  }

  get narrow() {
    return this.root.clientWidth < NARROW;
  }

  hidden(side) {
    return this.kept[side]?.hidden ?? false;
  }

  width(side) {
    const { least, most, start } = SIDES[side];
    return Math.min(Math.max(this.kept[side]?.width ?? start, least), most);
  }

  grip(side) {
    const grip = el("div", {
      class: `am-grip am-grip-${side}`, role: "separator", tabindex: "0", "aria-orientation": "vertical",
      "aria-label": `Width of ${SIDES[side].name}`, title: "Drag to resize; double click to reset",
      onpointerdown: (event) => this.drag(side, event), ondblclick: () => this.resize(side, SIDES[side].start),
      onkeydown: (event) => this.onKey(side, event),
    });
    return grip;
  }

  drag(side, event) {
    const grip = this.grips[side], from = event.clientX, width = this.width(side), way = side === "brief" ? 1 : -1;
    const move = ({ clientX }) => this.resize(side, width + way * (clientX - from));
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", () => grip.removeEventListener("pointermove", move), { once: true });
    event.preventDefault();
  }

  onKey(side, event) {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key] * (side === "brief" ? 1 : -1);
    if (!way) return;
    this.resize(side, this.width(side) + way * STEP);
    event.preventDefault();
  }

  resize(side, width) {
    this.keep(side, { width });
  }

  hide(side, hidden) {
    this.keep(side, { hidden });
  }

  keep(side, change) {
    this.kept = { ...this.kept, [side]: { ...this.kept[side], ...change } };
    remember("panes", this.kept);
    this.apply();
  }

  // Opens a pane that is hidden, or turns to it on a phone.
  open(side) {
    if (this.narrow) this.turn(side);
    else if (side in SIDES && this.hidden(side)) this.hide(side, false);
  }

  turn(tab, tell = true) {
    this.root.dataset.tab = tab;
    for (const button of this.tabs.children) button.setAttribute("aria-current", button.dataset.tab === tab ? "true" : "false");
    if (tell) this.onChange();
  }

  apply() {
    const room = this.root.clientWidth || 1280, open = Object.keys(SIDES).filter((side) => !this.hidden(side));
    const wanted = open.reduce((sum, side) => sum + this.width(side), 0), share = Math.min(1, (room - CENTRE) / (wanted || 1));
    for (const side of Object.keys(SIDES)) {
      const hidden = this.hidden(side), width = Math.round(this.width(side) * share);
      this.root.style.setProperty(`--am-${side}`, hidden ? "0px" : `${width}px`);
      this.root.classList.toggle(`am-no-${side}`, hidden);
      this.grips[side].hidden = hidden;
      for (const [name, value] of [["now", width], ["min", SIDES[side].least], ["max", SIDES[side].most]]) this.grips[side].setAttribute(`aria-value${name}`, value);
    }
    for (const toggle of this.toggles) {
      const hidden = this.hidden(toggle.dataset.side);
      toggle.setAttribute("aria-pressed", String(!hidden));
      toggle.title = `${hidden ? "Show" : "Hide"} ${SIDES[toggle.dataset.side].name.toLowerCase()}`;
    }
    this.onChange();
  }
}
