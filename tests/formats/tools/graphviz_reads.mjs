// Graphviz: DOT on standard input -> the SVG that it draws, for test_tools.py.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const viz = await createRequire(process.argv[2] + "/")("@viz-js/viz").instance();

console.log(viz.renderString(readFileSync(0, "utf8"), { format: "svg" }));
