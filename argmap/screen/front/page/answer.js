// What a server answers in the app, for a page that has none: which claims the filters leave, how many each choice would
// leave, and what is drawn. argmap.screen.filters, controls and answer say the same, and a test compares them.

const LISTS = { direction: "directions", author: "authors", post: "posts", role: "roles" };
const KINDS = [["support", "Supports"], ["objection", "Objections"]];

// `told` is what the workbench tells: what is asked, and what is folded in which picture.
export function answer(screen, { ask, folded, drawn: before }) {
  const { map } = screen, links = map.links.filter(([, , kind, sure]) => (!ask.link?.length || ask.link.includes(kind)) && sure >= sureOf(ask));
  const tests = testsOf(screen, ask, links), ids = Object.keys(map.claims);
  const shown = ids.filter((id) => Object.values(tests).every((test) => test(id)));
  const [drawn, asked] = pictureOf(screen, ask, shown, before), name = ask.by?.[0] ?? drawn;
  const closed = drawn === before && !ask.by ? (folded ?? []) : [];
  return { ask: asked, drawn, folded: closed, shown, controls: controlsOf(screen, links, tests, shown), ...draw(screen, name, new Set(shown), links, closed) };
}

function sureOf({ sure }) {
  return sure?.length ? Math.min(Number(sure[0]), 100) / 100 : 0;
}

// What a claim must pass, by the name of the filter.
function testsOf({ map, slugs }, ask, links) {
  const held = endsOf(links), linked = endsOf(map.links), attacked = new Set(links.filter(([, , kind]) => kind === "objection").map(([, target]) => target));
  const words = (ask.q?.[0] ?? "").toLowerCase().split(/\s+/).filter(Boolean), loose = ask.unlinked?.[0] === "1" || words.length > 0;
  const said = ({ text, authors }) => [text, ...authors].join(" ").toLowerCase();
  const tests = {
    links: (id) => held.has(id) || (loose && !linked.has(id)),
    contested: (id) => ask.contested?.[0] !== "1" || attacked.has(id),
    words: (id) => words.every((word) => said(map.claims[id]).includes(word)),
  };
  for (const [key, name] of Object.entries(LISTS)) tests[name] = (id) => !ask[key]?.length || valuesOf(map, id, slugs[id])[name].some((value) => ask[key].includes(value));
  return tests;
}

function endsOf(links) {
  return new Set(links.flatMap(([source, target]) => [source, target]));
}

function valuesOf({ claims, cruxes }, id, directions) {
  const { authors, mentions, role } = claims[id], both = role === "main" && cruxes.some(({ claim }) => claim === id);
  return { directions, authors, posts: mentions.map(([post]) => post), roles: both ? [role, "crux"] : [role] };
}

// The filter bar: every choice with the number of claims that it would leave.
function controlsOf({ map, slugs, offers }, links, tests, shown) {
  const counts = Object.fromEntries(Object.values(LISTS).map((name) => [name, new Map()])), ids = Object.keys(map.claims), seen = new Set(shown);
  for (const id of ids) {
    const failed = Object.keys(tests).filter((name) => !tests[name](id)), values = valuesOf(map, id, slugs[id]);
    for (const name of Object.values(LISTS)) {
      if (failed.some((other) => other !== name)) continue;
      for (const value of new Set(values[name])) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
    }
  }
  const attacked = new Set(links.filter(([, , kind]) => kind === "objection").map(([, target]) => target)), linked = endsOf(map.links);
  const others = Object.keys(tests).filter((name) => name !== "contested");
  return {
    choices: Object.fromEntries(Object.entries(offers).map(([name, offered]) => [name, offered.map(([value, words]) => [value, words, counts[name].get(value) ?? 0])])),
    links: KINDS.map(([kind, words]) => [kind, words, links.filter(([source, target, other]) => other === kind && seen.has(source) && seen.has(target)).length]),
    contested: ids.filter((id) => attacked.has(id) && others.every((name) => tests[name](id))).length,
    unlinked: ids.filter((id) => !linked.has(id)).length,
    shown: shown.length,
    total: ids.length,
    summary: `${shown.length} of ${ids.length} claims shown`,
  };
}

// What was drawn stays as filters come and go; without any the number of claims decides.
function opensDivided(ask, many, before) {
  const filtered = ["direction", "author", "post", "role", "link", "sure", "q", "contested", "unlinked"].some((key) => ask[key]?.length);
  return before === "dispute" || (many && (!before || !filtered));
}

// Whether the dispute or the map is drawn, and what is asked from then on: a selected claim that the dispute leaves out
// turns to the map.
function pictureOf({ map, pictures, divided }, ask, shown, before) {
  const show = ask.show?.[0], wanted = [ask.claim?.[0], ask.focus?.[0]].filter((id) => id && shown.includes(id));
  const first = !ask.by && (show === "dispute" || (!show && opensDivided(ask, shown.length > divided, before))) && map.cruxes.some(({ claim }) => shown.includes(claim));
  if (!first) return ["map", ask];
  return wanted.every((id) => pictures.dispute.places[id]) ? ["dispute", ask] : ["map", { ...ask, show: ["map"] }];
}

// The boxes, lines and frames of a picture that are left; what is left out leaves its place empty.
function draw({ nodes, edges, pictures }, name, shown, links, closed) {
  const { places, routes, frames } = pictures[name], kept = new Set(links.map(([source, target, kind]) => [source, target, kind].join(" ")));
  const up = new Map(edges.filter((edge) => routes[edge.id]?.[1]).map((edge) => [edge.source, edge.target]));
  const above = (id) => {
    const tops = [];
    for (let top = up.get(id); top !== undefined; top = up.get(top)) tops.push(top);
    return tops;
  };
  const folds = name === "map", seen = (id) => shown.has(id) && id in places && !(folds && above(id).some((top) => closed.includes(top)));
  const below = new Map();
  for (const id of folds ? shown : []) for (const top of above(id)) below.set(top, (below.get(top) ?? 0) + 1);
  const boxes = nodes.filter(({ id }) => seen(id)).map((node) => ({ ...node, x: places[node.id][0], y: places[node.id][1], below: below.get(node.id) ?? 0 }));
  const drawn = new Set(boxes.map(({ id }) => id));
  const lines = edges.filter(({ id, source, target, kind }) => id in routes && drawn.has(source) && drawn.has(target) && kept.has([source, target, kind].join(" ")));
  const inside = ({ x, y, width, height }) => boxes.filter((box) => box.x > x && box.x < x + width && box.y > y && box.y < y + height).length;
  return {
    nodes: boxes,
    edges: lines.map((edge) => ({ ...edge, from: edge.source, to: edge.target, points: routes[edge.id][0], tree: routes[edge.id][1] })),
    frames: frames.map((frame) => ({ ...frame, count: inside(frame) })).filter(({ count }) => count),
  };
}
