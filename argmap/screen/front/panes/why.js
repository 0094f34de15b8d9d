// The numbers behind a score, folded under a "why?".

import { el, shorten } from "../bench/dom.js";
import { percent, sign } from "./parts.js";
import { ODDS, account } from "./strength.js";

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
      el("td", {}, el("b", {}, two(values.get(source))), el("small", {}, ` ${percent(confidence)} sure`)));
    const odds = `${balance < 0 ? "−" : ""}${two(Math.abs(balance))}`;
    return [
      el("p", {}, "It starts at ", el("b", {}, two(base)), ": how firmly the thread asserts it."),
      reasons.length ? el("p", {}, "Each reason weighs its own strength:") : el("p", {}, "Nothing stands for or against it, so it stays there."),
      reasons.length ? el("table", {}, el("tbody", {}, reasons.map(row))) : null,
      reasons.length ? el("p", {}, `Together the supports weigh ${two(support)}, the objections ${two(objection)}: the odds of ${two(base)} times ${ODDS}`, el("sup", {}, odds), " give ", el("b", {}, `= ${two(strength)}`), ".") : null,
      reasons.length ? el("p", {}, `A support that holds without doubt makes the odds ${ODDS} times as high, an objection ${ODDS} times as low. Equal sides cancel out, and no number of reasons makes the next one worthless. How sure the map is that a reason is one stands beside it and changes nothing here.`) : null,
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
    el("p", {}, "It does not change the strengths: these follow from the map as it is drawn. It says how far to believe the map."),
  ]);
}
