// The thread pane: every post as it was written, the claims marked in it. It is drawn once; selecting only moves marks.

import { el, plural } from "../bench/dom.js";

const DEEPEST = 6; // replies further down are not moved further to the right

export class ThreadPane {
  constructor(host, { onSelect, onHover }) {
    this.host = host;
    this.call = { onSelect, onHover };
    this.marks = new Map();
    this.drawn = new Map();
    host.addEventListener("click", (event) => this.onClick(event));
    host.addEventListener("keydown", (event) => this.onKey(event));
    host.addEventListener("mouseover", (event) => onHover(this.claimAt(event.target)));
    host.addEventListener("mouseleave", () => onHover(null));
  }

  show(map) {
    this.drawn = new Map();
    this.draw(map);
    this.host.scrollTop = 0;
  }

  // Posts that say the same as before stay as they are.
  draw(map) {
    const before = this.drawn;
    this.map = map;
    this.selected = null;
    this.drawn = new Map(Object.entries(map.posts).map(([id, post]) => {
      const roles = post.marks.map(([, , [claim]]) => map.claims[claim].role), said = JSON.stringify([post, roles, map.posts[post.reply_to]?.author]);
      const known = before.get(id);
      return [id, known?.said === said ? known : { said, node: this.post(id, post) }];
    }));
    const nodes = [...this.drawn.values()].map(({ node }) => node), old = [...this.host.querySelectorAll(":scope > .am-post")];
    if (nodes.length !== old.length) this.host.replaceChildren(...nodes);
    else nodes.forEach((node, i) => node !== old[i] && old[i].replaceWith(node));
    this.host.querySelector(".am-dropped")?.remove();
    if (map.dropped.length) this.host.append(leftOut(map.dropped));
    this.marks = new Map();
    for (const mark of this.host.querySelectorAll(".am-mark")) {
      this.light(mark, "am-here", false);
      for (const claim of mark.dataset.claims.split(" ")) this.marks.set(claim, [...(this.marks.get(claim) ?? []), mark]);
    }
    this.rove(this.host.querySelector(".am-mark"));
  }

  // The same thread after a correction: the selected words stay where they are if they are in sight, else the post on top.
  showAgain(map) {
    const pane = this.host.getBoundingClientRect(), claim = this.selected, marks = this.marks.get(claim) ?? [];
    const seen = (node) => node.getBoundingClientRect().bottom > pane.top && node.getBoundingClientRect().top < pane.bottom;
    const place = marks.findIndex(seen), post = [...this.host.children].find(seen), id = post?.dataset.id;
    const away = (marks[place] ?? post)?.getBoundingClientRect().top - pane.top;
    this.draw(map);
    const settle = (again) => {
      const node = this.marks.get(claim)?.[place] ?? (id && this.article(id));
      if (node) this.host.scrollTop += node.getBoundingClientRect().top - this.host.getBoundingClientRect().top - away;
      if (node && again) requestAnimationFrame(() => settle(again - 1)); // posts out of sight have guessed heights until they are drawn
    };
    settle(2);
  }

  post(id, post) {
    const to = post.reply_to && this.map.posts[post.reply_to];
    const said = new Set(post.marks.flatMap(([, , claims]) => claims)).size;
    const body = el("div", { class: "am-words" }, this.pieces(post));
    const head = el("header", {}, el("b", {}, post.author), post.date ? el("span", {}, post.date) : null,
      post.score === null ? null : el("span", { title: "Karma or points" }, `${post.score} points`),
      to ? el("button", { type: "button", class: "am-quiet am-up", "data-post": post.reply_to, title: "Go to the post that this answers" }, `↑ ${to.author}`) : null,
      el("span", { class: "am-said" }, said ? plural(said, "claim") : "no claims"));
    const node = el("article", { class: "am-post", "data-id": id, "aria-label": `Post by ${post.author}` }, head, body);
    node.style.setProperty("--depth", Math.min(Math.max(post.depth - 1, 0), DEEPEST));
    if (post.depth > 1) node.classList.add("am-deep");
    return node;
  }

  // The text of a post, cut where a claim or a quotation begins or ends.
  pieces({ text, marks, quotes }) {
    const out = [];
    let at = 0;
    const plain = (to) => {
      while (at < to) {
        const quote = quotes.find(([start, end]) => start < to && end > at);
        const [from, until] = quote ? [Math.max(quote[0], at), Math.min(quote[1], to)] : [to, to];
        if (from > at) out.push(text.slice(at, from));
        if (until > from) out.push(el("span", { class: "am-quoted" }, text.slice(from, until)));
        at = Math.max(until, from);
      }
    };
    for (const [start, end, claims] of marks) {
      plain(start);
      out.push(this.mark(text.slice(start, end), claims));
      at = end;
    }
    plain(text.length);
    return out;
  }

  mark(words, claims) {
    const role = this.map.claims[claims[0]].role;
    return el("mark", { class: `am-mark am-mark-${role}`, role: "button", tabindex: "-1", "data-claims": claims.join(" ") }, words);
  }

  // Claims that the filters leave out are not marked.
  dim(shown) {
    for (const node of this.host.querySelectorAll(".am-mark")) {
      node.classList.toggle("am-off", !node.dataset.claims.split(" ").some((id) => shown.has(id)));
    }
  }

  select(id, reveal) {
    for (const node of this.marks.get(this.selected) ?? []) this.light(node, "am-here", false);
    this.selected = id;
    const nodes = this.marks.get(id) ?? [];
    for (const node of nodes) this.light(node, "am-here", true);
    if (!nodes.length) return;
    this.rove(nodes[0]);
    if (reveal) this.reveal(nodes[0]);
  }

  hover(id) {
    for (const node of this.marks.get(this.hovered) ?? []) this.light(node, "am-near", false);
    this.hovered = id;
    for (const node of this.marks.get(id) ?? []) this.light(node, "am-near", true);
  }

  light(node, name, on) {
    node.classList.toggle(name, on);
    if (name === "am-here") node.setAttribute("aria-pressed", String(on));
  }

  // Scrolls the pane only where the words are out of sight; the page itself stays. Posts out of sight have guessed
  // heights until they are drawn, so that it takes a second look, and a third where all of them are new.
  reveal(node, again = 3) {
    const pane = this.host.getBoundingClientRect(), words = node.getBoundingClientRect();
    if (again < 1 || (words.top > pane.top + 8 && words.bottom < pane.bottom - 8)) return;
    this.host.scrollTop += words.top - pane.top - pane.height * 0.28;
    requestAnimationFrame(() => this.reveal(node, again - 1));
  }

  passage([post, start]) {
    const article = this.article(post), at = this.map.posts[post].marks.findIndex(([from]) => from === start);
    this.reveal(article?.querySelectorAll(".am-mark")[at] ?? article);
  }

  article(post) {
    return [...this.host.children].find((node) => node.dataset.id === post);
  }

  claimAt(target) {
    const claims = target.closest?.(".am-mark")?.dataset.claims.split(" ") ?? [];
    return claims[0] ?? null;
  }

  // Where claims lie one in the other, each click goes on to the next.
  onClick({ target }) {
    const up = target.closest?.("[data-post]");
    if (up) return this.reveal(this.article(up.dataset.post));
    const mark = target.closest?.(".am-mark"), chosen = getSelection()?.toString();
    if (!mark || chosen) return;
    const claims = mark.dataset.claims.split(" ");
    this.call.onSelect(claims[(claims.indexOf(this.selected) + 1) % claims.length]);
  }

  onKey(event) {
    const mark = event.target.closest?.(".am-mark");
    if (!mark) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Enter" || event.key === " ") this.onClick({ target: mark });
    else if (step) {
      const all = [...this.host.querySelectorAll(".am-mark:not(.am-off)")], next = all[all.indexOf(mark) + step];
      if (!next) return;
      this.rove(next);
      next.focus({ preventScroll: true });
      this.reveal(next);
    } else return;
    event.preventDefault();
  }

  // One mark at a time can be reached by Tab; the arrow keys go on from there.
  rove(mark) {
    this.at?.setAttribute("tabindex", "-1");
    this.at = mark;
    mark?.setAttribute("tabindex", "0");
  }
}

function leftOut(dropped) {
  return el("details", { class: "am-dropped" },
    el("summary", {}, "What was left out"),
    el("ul", {}, dropped.map(([what, why, count]) => el("li", {}, `${plural(count, what)}: ${why}`))));
}
