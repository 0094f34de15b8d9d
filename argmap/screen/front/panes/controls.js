// The filter bar: search, chips with the number of claims that each leaves, the panel with the rest, how claims are grouped.

import { el, plural, replace } from "../bench/dom.js";

const PAUSE = 260; // milliseconds without a key before a search is asked for
const LISTS = { direction: ["directions", "Research directions"], author: ["authors", "Authors"], post: ["posts", "Posts"], role: ["roles", "Claims"], link: ["links", "Links"] };
const GROUPINGS = [["", "Argument"], ["direction", "Direction"], ["post", "Post"], ["author", "Author"]];

export class Controls {
  constructor(host, { onAsk, onSearch }) {
    this.host = host;
    this.call = { onAsk, onSearch };
    this.ask = {};
    this.build();
  }

  build() {
    this.search = el("input", {
      type: "search", class: "am-search", placeholder: "Search claims and authors", "aria-label": "Search claims and authors", "aria-keyshortcuts": "/",
      oninput: () => this.later({ q: this.search.value ? [this.search.value] : [] }),
      onkeydown: (event) => event.key === "Escape" && this.leaveSearch(event),
    });
    this.chips = el("div", { class: "am-quick", role: "group", "aria-label": "Research directions and chosen filters" });
    this.more = el("button", { type: "button", class: "am-button", "aria-expanded": "false", "aria-controls": "am-filters", onclick: () => this.open(this.panel.hidden) });
    this.panel = el("div", { class: "am-filters", id: "am-filters", role: "group", "aria-label": "Filters", hidden: true, onkeydown: (event) => event.key === "Escape" && (this.open(false), this.more.focus(), event.stopPropagation()) });
    this.group = el("select", { class: "am-button", "aria-label": "Group claims by", onchange: () => this.change({ by: this.group.value ? [this.group.value] : [] }) },
      GROUPINGS.map(([value, name]) => el("option", { value }, value ? `By ${name.toLowerCase()}` : "By argument")));
    this.count = el("span", { class: "am-count", role: "status" });
    this.clear = el("button", { type: "button", class: "am-quiet am-clear", hidden: true, onclick: () => this.clearAll() }, "Clear");
    this.host.append(el("div", { class: "am-searching" }, this.search, el("kbd", { "aria-hidden": "true" }, "/")), this.chips, this.group, this.more,
      el("div", { class: "am-counted" }, this.count, this.clear), this.panel);
  }

  // What the server says of the view, and what it was asked.
  show(controls, ask) {
    this.controls = controls;
    this.take(ask);
  }

  take(ask) {
    this.ask = ask;
    if (this.search.getRootNode().activeElement !== this.search) this.search.value = ask.q?.[0] ?? "";
    this.render();
  }

  render() {
    const { controls, ask } = this, held = this.held();
    if (!controls) return;
    this.group.value = ask.by?.[0] ?? "";
    this.tellCount();
    this.clear.hidden = !this.active().length && !ask.q?.length;
    const away = this.active().filter(([key]) => key !== "direction").length;
    replace(this.more, "Filters", away ? el("span", { class: "am-badge" }, away) : null);
    const elsewhere = this.active().filter(([key]) => key !== "direction").map(([key, value]) => this.chosen(key, value));
    replace(this.chips, elsewhere, controls.choices.directions.map((choice) => this.chip("direction", choice)));
    if (!this.panel.hidden) replace(this.panel, this.sections());
    this.restore(held);
  }

  // How many claims pass the filters, and how many of them are boxes on the screen.
  tellCount(drawn = this.drawn) {
    this.drawn = drawn;
    const { shown, total } = this.controls ?? {};
    if (total === undefined) return;
    this.count.textContent = `${shown} of ${total} claims ${drawn < shown ? `· ${drawn} drawn` : "shown"}`;
  }

  sections() {
    const { controls } = this;
    const list = (key) => (key === "link" ? controls.links : controls.choices[LISTS[key][0]])
      .filter(([value, , left]) => key !== "post" || left || (this.ask.post ?? []).includes(value));
    const section = (key) => (list(key).length ? el("section", {}, el("h3", {}, LISTS[key][1]), el("div", { class: "am-wrap" }, list(key).map((choice) => this.chip(key, choice)))) : null);
    return [
      el("section", {}, el("h3", {}, "Show"), el("div", { class: "am-wrap" },
        this.chip("contested", ["1", "Only contested", controls.contested], "Claims that somebody objects to"),
        controls.unlinked ? this.chip("unlinked", ["1", "Unlinked too", controls.unlinked], "Claims that nothing in the thread supports, attacks or builds on") : null)),
      section("role"), section("link"), this.sureness(), section("author"), section("post"), section("direction"),
    ];
  }

  chip(key, [value, name, count], title) {
    const on = (this.ask[key] ?? []).includes(value);
    return el("button", {
      type: "button", class: `am-chip ${on ? "am-on" : ""} ${count ? "" : "am-none-left"}`, "aria-pressed": String(on), title, "data-act": `${key}:${value}`,
      onclick: () => this.toggle(key, value),
    }, el("span", {}, name), " ", el("small", {}, count));
  }

  // A filter that is on, to be taken back with one click.
  chosen(key, value) {
    const names = { contested: "Only contested", unlinked: "Unlinked too", sure: `≥ ${value}% sure` };
    const found = key in LISTS ? (key === "link" ? this.controls.links : this.controls.choices[LISTS[key][0]]).find(([other]) => other === value)?.[1] : null;
    const name = found ?? names[key] ?? value;
    return el("button", { type: "button", class: "am-chip am-on", "data-act": `off:${key}:${value}`, "aria-label": `Remove the filter ${name}`, onclick: () => this.toggle(key, value) },
      el("span", {}, name), el("span", { "aria-hidden": "true" }, "✕"));
  }

  sureness() {
    const least = Number(this.ask.sure?.[0] ?? 0), says = (value) => (value > 0 ? `at least ${value}% sure` : "however unsure");
    const told = el("output", {}, says(least));
    return el("section", {}, el("h3", {}, "Confidence of links"), el("label", { class: "am-range" },
      el("input", { type: "range", min: 0, max: 95, step: 5, value: least, "data-act": "sure", "aria-label": "Least confidence of links, in percent",
        oninput: ({ target }) => ((told.textContent = says(Number(target.value))), this.later({ sure: Number(target.value) ? [target.value] : [] })) }), told));
  }

  active() {
    return [...Object.keys(LISTS), "sure", "contested", "unlinked"].flatMap((key) => (this.ask[key] ?? []).map((value) => [key, value]));
  }

  toggle(key, value) {
    const now = this.ask[key] ?? [];
    this.change({ [key]: now.includes(value) ? now.filter((other) => other !== value) : [...now, value] });
  }

  later(change) {
    clearTimeout(this.waiting);
    this.pending = { ...this.pending, ...change };
    if ("q" in change) this.call.onSearch(change.q[0] ?? "");
    this.waiting = setTimeout(() => this.change({}), PAUSE);
  }

  change(change) {
    clearTimeout(this.waiting);
    const ask = { ...this.ask, ...this.pending, ...change };
    this.pending = {};
    this.ask = Object.fromEntries(Object.entries(ask).filter(([, values]) => values.length));
    this.render();
    this.call.onAsk(this.ask);
  }

  clearAll() {
    const { by, show, claim, focus } = this.ask;
    this.pending = {};
    this.ask = Object.fromEntries(Object.entries({ by, show, claim, focus }).filter(([, values]) => values));
    this.search.value = "";
    this.call.onSearch("");
    this.change({});
  }

  open(yes) {
    this.panel.hidden = !yes;
    this.more.setAttribute("aria-expanded", String(yes));
    this.render();
    if (yes) this.panel.querySelector("button")?.focus();
  }

  focusSearch() {
    this.search.focus();
    this.search.select();
  }

  leaveSearch(event) {
    if (this.search.value) this.later({ q: [] });
    this.search.value = "";
    this.search.blur();
    event.stopPropagation();
  }

  held() {
    const at = this.host.getRootNode().activeElement;
    return this.host.contains(at) ? at.dataset.act : null;
  }

  restore(act) {
    if (act) [...this.host.querySelectorAll("[data-act]")].findLast((node) => node.dataset.act === act)?.focus({ preventScroll: true });
  }
}

export function nothingLeft(controls, clear) {
  return controls.total
    ? [el("p", {}, `None of the ${plural(controls.total, "claim")} passes these filters.`), el("button", { type: "button", class: "am-button", onclick: clear }, "Clear the filters")]
    : [el("p", {}, "No claim was found in this thread."), el("p", {}, "Greetings, questions and lists of links assert nothing; the thread is on the right.")];
}
