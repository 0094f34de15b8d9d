// The exported page: the map that it carries, filters that hide what they do not let through, and the workbench.
const screen = JSON.parse(document.getElementById("argmap-screen").textContent);
const byId = (id) => document.getElementById(id);
const claims = screen.map.claims, edges = screen.view.edges;
let turn = 0;

function textOf(id) {
  return [claims[id].text, ...claims[id].authors].join(" ").toLowerCase();
}

function chosen() {
  const kinds = ["support", "objection"].filter((kind) => byId(kind).checked), least = byId("confidence").value / 100;
  const words = byId("words").value.toLowerCase().split(/\s+/).filter(Boolean), direction = byId("direction").value;
  const links = edges.filter((edge) => kinds.includes(edge.kind) && edge.confidence >= least);
  const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to])), held = new Set(links.flatMap((edge) => [edge.from, edge.to]));
  const loose = byId("unlinked").checked || words.length > 0;
  const shown = new Set(screen.view.nodes.map((node) => node.id).filter((id) => (held.has(id) || (loose && !linked.has(id)))
    && (!direction || claims[id].directions.includes(direction)) && words.every((word) => textOf(id).includes(word))));
  return { nodes: screen.view.nodes.filter((node) => shown.has(node.id)), edges: links.filter((edge) => shown.has(edge.from) && shown.has(edge.to)) };
}

function show() {
  const view = chosen();
  byId("least").textContent = `${byId("confidence").value}%`;
  byId("count").textContent = `${view.nodes.length} of ${Object.keys(claims).length} claims shown`;
  const data = { vis: "", options: screen.options, map: screen.map, view: { key: String(turn++), ...view }, focus: null };
  return $main.mount({ parentElement: byId("host"), data, setStateValue() {} }, document.baseURI);
}

function save() {
  const address = URL.createObjectURL(new Blob([byId("argmap-map").textContent], { type: "application/json" }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: "argmap.map.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to])), loose = screen.view.nodes.length - linked.size;
byId("loose").hidden = loose === 0;
byId("loose").lastElementChild.textContent = `${loose} unlinked`;
const directions = [...new Set(Object.values(claims).flatMap((claim) => claim.directions))].sort();
byId("direction").hidden = directions.length === 0;
byId("direction").append(...directions.map((name) => new Option(name, name)));
byId("filters").addEventListener("input", show);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("save").addEventListener("click", save);
show();
