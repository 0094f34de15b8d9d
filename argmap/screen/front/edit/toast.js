// What an edit did, or why it was not made, with the way back; it goes by itself, but not from under a pointer or the keyboard.

import { el, replace } from "../bench/dom.js";

const STAYS = 9000; // milliseconds

export function makeToast(bench) {
  const card = el("div", { class: "am-toast", role: "status", hidden: true });
  let going = null;
  const hide = () => (card.hidden = true);
  const later = () => {
    clearTimeout(going);
    going = setTimeout(() => (card.matches(":hover, :focus-within") ? later() : hide()), STAYS);
  };
  bench.root.append(card);
  return ({ told, done }) => {
    const undo = done && !/^(Undone|Done again)$/.test(told) ? el("button", { type: "button", class: "am-do", "data-act": "toast-undo", onclick: () => (hide(), bench.edit("undo")) }, "Undo") : null;
    replace(card, el("p", {}, told), undo, el("button", { type: "button", class: "am-quiet", "aria-label": "Close this message", onclick: hide }, "✕"));
    card.classList.toggle("am-failed", !done);
    card.hidden = false;
    later();
  };
}
