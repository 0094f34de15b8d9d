// The strengths of the claims, as argmap/mapping/cruxes/strength.py computes them (MLP-based semantics, every link of one
// force), at once and for any supposition. tests/browser compares the two to 1e-9.

export const ODDS = 4;
const FORCE = Math.log(ODDS), FARTHEST = 600, DAMPING = 0.5, TOLERANCE = 1e-12, MOST_STEPS = 500;

// Claims and links made ready to be weighed: base scores, the reasons of each claim, and an order with reasons first.
export function network(claims, links) {
  const base = new Map(Object.entries(claims).map(([id, claim]) => [id, claim.base]));
  const reasons = new Map([...base.keys()].map((id) => [id, []]));
  for (const [source, target, kind, confidence] of links) reasons.get(target).push({ source, kind, confidence });
  const targets = new Map([...base.keys()].map((id) => [id, []]));
  for (const [source, target] of links) targets.get(source).push(target);
  return { base, reasons, targets, order: components(reasons) };
}

// Groups of claims that lie on one cycle, most of them of one claim; each group after those of its reasons (Tarjan).
function components(reasons) {
  const index = new Map(), low = new Map(), held = new Set(), path = [], found = [];
  for (const root of reasons.keys()) {
    if (index.has(root)) continue;
    const work = [[root, 0]];
    while (work.length) {
      const step = work.at(-1), [claim, at] = step;
      if (at === 0) {
        index.set(claim, index.size);
        low.set(claim, index.get(claim));
        path.push(claim);
        held.add(claim);
      }
      const next = reasons.get(claim)[at];
      step[1] += 1;
      if (next) {
        if (!index.has(next.source)) work.push([next.source, 0]);
        else if (held.has(next.source)) low.set(claim, Math.min(low.get(claim), index.get(next.source)));
        continue;
      }
      work.pop();
      if (work.length) low.set(work.at(-1)[0], Math.min(low.get(work.at(-1)[0]), low.get(claim)));
      if (low.get(claim) === index.get(claim)) {
        const group = path.splice(path.indexOf(claim));
        group.forEach((member) => held.delete(member));
        found.push(group);
      }
    }
  }
  return found;
}

// The strength of every claim as the thread argues.
export function weigh(net) {
  return reweigh(net, new Map(net.base), () => true);
}

// The same where some strengths are supposed, whatever speaks for or against those claims: as argmap.what_if does it,
// only what they are reasons for is weighed again, from where it rested.
export function suppose(net, rest, supposed) {
  const below = new Set(), waiting = [...supposed.keys()];
  for (const claim of waiting) {
    for (const target of net.targets.get(claim)) if (!below.has(target) && !supposed.has(target)) below.add(target) && waiting.push(target);
  }
  return reweigh(net, new Map([...rest, ...supposed]), (claim) => below.has(claim));
}

function reweigh(net, values, wanted) {
  for (const group of net.order) {
    const free = group.filter(wanted);
    const cyclic = group.length > 1 || net.reasons.get(group[0]).some(({ source }) => source === group[0]);
    if (cyclic) settle(net, values, free);
    else free.forEach((claim) => values.set(claim, account(net, values, claim).strength));
  }
  return values;
}

// A step that makes the largest move greater has gone too far, so that all further ones are half as long.
function settle(net, values, members) {
  let pace = DAMPING, last = Infinity;
  for (let step = 0; step < MOST_STEPS; step++) {
    const moves = members.map((claim) => account(net, values, claim).strength - values.get(claim));
    const largest = moves.reduce((most, move) => Math.max(most, Math.abs(move)), 0);
    if (largest > last) pace /= 2;
    last = largest;
    members.forEach((claim, i) => values.set(claim, values.get(claim) + pace * moves[i]));
    if (largest < TOLERANCE) return;
  }
}

// How a claim's strength comes about: what stands on each side together, and what that makes of its base score.
export function account(net, values, claim) {
  const sum = { support: 0, objection: 0 };
  for (const { source, kind } of net.reasons.get(claim)) sum[kind] += values.get(source);
  const { support, objection } = sum, base = net.base.get(claim), balance = support - objection;
  const push = Math.max(-FARTHEST, Math.min(FARTHEST, FORCE * balance));
  const strength = push >= 0 ? base / (base + (1 - base) * Math.exp(-push)) : (base * Math.exp(push)) / (base * Math.exp(push) + (1 - base));
  return { base, support, objection, balance, strength };
}
