// What the other side answers is taken over here: another map, the same one corrected, other filters, another picture.

import { replace } from "./dom.js";
import { nothingLeft } from "../panes/controls.js";
import { linksOf } from "../panes/parts.js";
import { network, weigh } from "../panes/strength.js";
import { retake } from "../panes/suppose.js";

export function take(bench, data) {
  const { state } = bench, first = state.map === null, other = data.map.key !== state.map?.key;
  const revised = !other && data.map.stamp !== state.map.stamp, another = data.view.key !== bench.view?.key;
  bench.theme.read();
  if (((other || revised) && !data.map.claims) || (another && !data.view.nodes)) return bench.tell({}, { bare: true });
  bench.alone = data.alone ?? false;
  if (!other && (data.turn ?? bench.told) !== bench.turn) return; // a newer answer is on its way
  const moved = other || data.turn === null, held = bench.held(), reading = bench.part.inspector.scrollTop;
  bench.told = bench.turn;
  if (other) Object.assign(state, { selected: null, focus: null });
  if (other || revised) takeMap(bench, data.map, other);
  if (moved) Object.assign(state, { selected: data.ask.claim?.[0] ?? null, focus: data.ask.focus?.[0] ?? null });
  takeAsk(bench, data);
  if (other || revised || another) show(bench, data, { other, first, revised });
  else if (pass(bench, data)) bench.render();
  if (data.focus && data.focus.claim === state.focus && bench.near !== data.focus.key) bench.approach(data.focus);
  if (moved && state.selected) bench.select(state.selected, { from: "address" });
  if (revised) stay(bench, held, reading);
  else bench.restore(held);
  if (!bench.alone && Object.keys(state.map.claims).length) bench.tour.offer();
}

// Of a corrected map what was selected and what was supposed stays, where it is still there.
function takeMap(bench, map, other) {
  const { state } = bench;
  const kept = (id) => (map.claims[id] ? id : null);
  const before = bench.cameFrom?.get(state.selected); // a claim that an edit made, and that is undone, gives way to it
  Object.assign(state, { map, selected: kept(state.selected) ?? kept(before), focus: kept(state.focus) });
  if (other) bench.thread.show(map);
  else bench.thread.showAgain(map);
  bench.net = network(map.claims, map.links);
  bench.rest = weigh(bench.net);
  retake(bench, other ? [] : [...bench.supposed].filter(([id]) => map.claims[id]));
}

function takeAsk(bench, { ask, controls, folded, drawn }) {
  Object.assign(bench, { ask, folded, drawn });
  bench.controls.show(controls, ask);
  bench.pressModes();
  replace(bench.part.none, nothingLeft(controls, () => bench.controls.clearAll()));
}

// Which claims pass the filters, whether they are drawn or folded away; gives whether others do than before.
function pass(bench, { shown: ids }) {
  const said = [bench.state.map.stamp ?? bench.state.map.key, ...ids].join(" ");
  if (said === bench.passed) return false;
  bench.passed = said;
  bench.state.shown = new Set(ids);
  bench.part.none.hidden = ids.length > 0;
  bench.thread.dim(bench.state.shown);
  return true;
}

function show(bench, data, { other, first, revised }) {
  const { state, graph } = bench, view = data.view.nodes ? data.view : bench.view; // only its key comes when it is known
  const same = view.nodes.length === bench.view?.nodes.length;
  bench.view = view;
  bench.near = graph.before = null;
  if (bench.alone) state.focus = null;
  pass(bench, data);
  bench.resize();
  graph.mark({ folded: new Set(data.folded), selected: state.selected });
  graph.show(bench.view, (id) => state.map.claims[id].text);
  bench.render();
  bench.search(bench.ask.q?.[0] ?? "");
  if (other) requestAnimationFrame(() => open(bench, !first));
  else if (bench.whole === "dispute") graph.open(disputes(state), true);
  else if (bench.whole) graph.fit();
  else if (bench.anchor && graph.nodes.has(bench.anchor.id)) graph.keepAt(bench.anchor);
  else if (state.selected && graph.nodes.has(state.selected)) graph.reveal(state.selected);
  else if (!same && !revised) graph.fit();
  bench.anchor = bench.whole = null;
}

// Where the first crux can not be read beside what turns on it, as on a phone, the dispute is drawn instead of the map.
function open(bench, glide) {
  const { ask, drawn, graph, state } = bench, seen = graph.open(disputes(state), glide);
  const asked = ask.show || ask.by || state.selected || !state.map.cruxes.length;
  if (!seen && !asked && drawn === "map") bench.turnTo("dispute");
}

// What has to be seen at first, best first: each crux with its way up and with what is said for and against it.
function disputes(state) {
  const { cruxes, main } = state.map, answers = (id) => linksOf(state, id).filter((link) => link.into).map((link) => link.id);
  return [...cruxes.map(({ claim, path }) => [...path, ...answers(claim)]), ...main.map((id) => [id, ...answers(id)])];
}

// After a correction nothing moves that need not.
function stay(bench, held, reading) {
  bench.thread.select(bench.state.selected, false);
  bench.part.inspector.scrollTop = reading;
  bench.restore(held);
}
