// The numbers behind a score, folded under a "why?".

import { el, shorten } from "../bench/dom.js";
import { percent, sign } from "./parts.js";
import { account } from "./strength.js";

const two = (value) => value.toFixed(2);

function why(label, fill) {
  const body = el("div", { class: "am-because" });
  return el("details", { class: "am-why", ontoggle: ({ target }) => target.open && body.replaceChildren(...fill()) },
    el("summary", { "aria-label": `Why? ${label}` }, "why?"), body);
}

export function whyStrength({ state, net, values }, id) {
  return why("The strength's numbers", () => {
    const { base, support, objection, balance, strength } = account(net, values, id), reasons = net.reasons.get(id);
    const row = ({ source, kind, confidence }) => el("tr", {}, el("td", {}, sign(kind)), el("td", {}, shorten(state.map.claims[source].text, 60)),
      el("td", {}, `${percent(confidence)} × ${two(values.get(source))} = ${two(confidence * values.get(source))}`));
    const room = balance >= 0 ? `(1 − ${two(base)})` : two(base);
    return [
      el("p", {}, "It starts at ", el("b", {}, two(base)), ": how firmly the thread asserts it."),
      reasons.length ? el("p", {}, "Each reason weighs how sure its link is, times its own strength:") : el("p", {}, "Nothing stands for or against it, so it stays there."),
      reasons.length ? el("table", {}, el("tbody", {}, reasons.map(row))) : null,
      reasons.length ? el("p", {}, `Together the supports weigh ${two(support)}, the objections ${two(objection)}; the balance is ${balance < 0 ? "−" : "+"}${two(Math.abs(balance))}.`) : null,
      reasons.length ? el("p", {}, `${two(base)} ${balance < 0 ? "−" : "+"} ${room} × ${two(Math.abs(balance))} = `, el("b", {}, two(strength))) : null,
    ].filter(Boolean);
  });
}

export function whyCrux(state, row) {
  return why("The crux's numbers", () => [
    el("p", {}, "Its score ranks it among the cruxes:"),
    el("table", {}, el("tbody", {}, row.parts.map(([name, value, words]) => el("tr", {}, el("td", {}, el("b", {}, two(value))), el("td", {}, name, words ? el("small", {}, ` ${words}`) : null))))),
    el("p", {}, `${row.parts.map(([, value]) => two(value)).join(" × ")} = `, el("b", {}, two(row.score))),
    el("p", {}, "What would change stands beside the score, not in it: ", `«${shorten(state.map.claims[row.about].text, 60)}» stands at ${row.now}, at ${row.held} if this held without doubt, and at ${row.fell} if it fell.`),
  ]);
}

// What "65% sure" beside a reason says.
export function whySure() {
  return why("The confidence of links", () => [
    el("p", {}, "How probable the model finds it that the one claim is a reason for, or against, the other. Less probable ones were left out."),
    el("p", {}, "A reason weighs this times its own strength: see the strength's why."),
  ]);
}
