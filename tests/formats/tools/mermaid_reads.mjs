// Mermaid's own parser: a flow chart on standard input -> labels and links as JSON, for test_tools.py.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const from = createRequire(process.argv[2] + "/");
const { JSDOM } = from("jsdom");
const { window } = new JSDOM("<!DOCTYPE html><body></body>");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import(from.resolve("mermaid").replace(/dist\/.*$/, "dist/mermaid.core.mjs"));

mermaid.initialize({ maxTextSize: 1e7, maxEdges: 1e5 });
const diagram = await mermaid.mermaidAPI.getDiagramFromText(readFileSync(0, "utf8"));
const vertices = diagram.db.getVertices();
const entries = vertices instanceof Map ? [...vertices] : Object.entries(vertices);
console.log(JSON.stringify({
  labels: entries.map(([, vertex]) => vertex.text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)))),
  links: diagram.db.getEdges().map((edge) => [edge.start, edge.end, edge.text]),
}));
