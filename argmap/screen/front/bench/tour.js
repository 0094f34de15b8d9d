// A short tour for the first visit: offered once, left at any step, remembered either way. It covers nothing that is pointed at.

import { el, replace } from "./dom.js";
import { recall, remember } from "./memory.js";

const STEPS = [
  ["brief", ".am-brief", "Start with the cruxes", "The few claims that the disagreement turns on, best first: who stands where, and what would change. Click one to open it."],
  ["brief", ".am-item .am-suppose", "Change your mind", "Drag a slider to suppose that a claim falls or holds. Every strength in the map follows at once."],
  ["centre", ".am-centre", "See the argument", "Main claims stand on top, their reasons below. A line with + supports, a dashed one with − objects. The − at a box folds its reasons away."],
  ["thread", ".am-thread", "Back to the words", "Every claim is underlined where somebody wrote it. Click words to find them in the map; click a box to find its words."],
  ["centre", ".am-controls", "Narrow it down", "Search and filter; each chip says how many claims it leaves. The page's address keeps the view, so that you can send it."],
];

export class Tour {
  constructor(root, columns) {
    this.root = root;
    this.columns = columns;
    this.card = el("div", { class: "am-tour", role: "dialog", "aria-label": "Tour", hidden: true, onkeydown: (event) => event.key === "Escape" && (this.leave(), event.stopPropagation()) });
    root.append(this.card);
  }

  // Once, where nobody has seen or declined it in this browser.
  offer() {
    if (recall("tour", null) !== null || this.offered) return;
    this.offered = true;
    this.dock(this.root.querySelector(".am-centre"));
    replace(this.card, el("p", {}, el("b", {}, "New here?"), " Five short steps show what is where."),
      this.row(this.button("Show me", () => this.go(0), true), this.button("No, thanks", () => this.leave())));
    this.card.hidden = false;
  }

  go(number) {
    const [tab, place, title, words] = STEPS[number], last = number === STEPS.length - 1;
    if (this.columns.narrow) this.columns.turn(tab);
    else if (tab !== "centre") this.columns.open(tab);
    const anchor = this.root.querySelector(place) ?? this.root;
    this.light(anchor);
    replace(this.card, el("p", { class: "am-step" }, `${number + 1} of ${STEPS.length}`), el("h2", {}, title), el("p", {}, words),
      this.row(this.button(last ? "Done" : "Next", () => (last ? this.leave() : this.go(number + 1)), true),
        number ? this.button("Back", () => this.go(number - 1)) : null, last ? null : this.button("Skip the tour", () => this.leave())));
    this.card.hidden = false;
    this.dock(anchor);
    this.card.querySelector("button").focus({ preventScroll: true });
  }

  row(...buttons) {
    return el("div", { class: "am-steps" }, buttons);
  }

  button(words, onclick, first = false) {
    return el("button", { type: "button", class: first ? "am-button am-first" : "am-quiet", onclick }, words);
  }

  light(anchor) {
    this.lit?.classList.remove("am-lit");
    this.lit = anchor;
    anchor?.classList.add("am-lit");
  }

  // Beside what it speaks of, on the side with more room; over the foot of the graph for the graph itself.
  dock(anchor) {
    const all = this.root.getBoundingClientRect(), at = anchor.getBoundingClientRect(), { style } = this.card;
    const wide = this.card.offsetWidth || 320, tall = this.card.offsetHeight || 150, gap = 12;
    const side = at.right + gap + wide < all.right ? at.right + gap : at.left - gap - wide;
    const beside = side > all.left && at.height < all.height + 1 && !anchor.matches(".am-centre, .am-controls");
    style.left = `${Math.round((beside ? side : Math.max(at.left + at.width - wide - gap, all.left + gap)) - all.left)}px`;
    const top = anchor.matches(".am-controls") ? at.bottom + gap : beside ? Math.max(at.top, all.top + 60) : at.bottom - tall - 46;
    style.top = `${Math.round(Math.min(top, all.bottom - tall - gap) - all.top)}px`;
  }

  leave() {
    remember("tour", "seen");
    this.light(null);
    this.card.hidden = true;
    this.root.querySelector(".am-crux")?.focus({ preventScroll: true });
  }
}
