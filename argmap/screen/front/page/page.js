// The exported page: the map that it carries, and the workbench, which is answered here instead of by a server.
const screen = JSON.parse(document.getElementById("argmap-screen").textContent);

function show(told) {
  const { nodes, edges, frames, ...around } = $answer.answer(screen, told);
  const key = JSON.stringify([around.drawn, told.ask.by, nodes.map(({ id, below }) => [id, below]), edges.map(({ id }) => id)]);
  const data = { vis: "", options: screen.options, alone: true, map: screen.map, view: { key, nodes, edges, frames }, focus: null, turn: told.turn, ...around };
  return $main.mount({ parentElement: document.getElementById("host"), data, setStateValue: (name, value) => name === "at" && show(value) }, document.baseURI);
}

function save() {
  const address = URL.createObjectURL(new Blob([document.getElementById("argmap-map").textContent], { type: "application/json" }));
  const link = document.createElement("a");
  const name = screen.map.title.replace(/[^\p{L}\d]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  Object.assign(link, { href: address, download: `${name || "thread"}.map.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

document.getElementById("save").addEventListener("click", save);
show({ ask: {}, folded: [], turn: null });
