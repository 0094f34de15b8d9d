// Argdown's own parser: Argdown on standard input -> statements, relations and the claims in its map as JSON, for test_tools.py.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const { ArgdownApplication, ParserPlugin, DataPlugin, ModelPlugin, PreselectionPlugin, StatementSelectionPlugin,
  ArgumentSelectionPlugin, MapPlugin } = await import(
  createRequire(process.argv[2] + "/").resolve("@argdown/core").replace(/dist\/.*$/, "dist/index.js"));

const app = new ArgdownApplication();
app.addPlugin(new ParserPlugin(), "parse-input");
app.addPlugin(new DataPlugin(), "build-model");
app.addPlugin(new ModelPlugin(), "build-model");
for (const Plugin of [PreselectionPlugin, StatementSelectionPlugin, ArgumentSelectionPlugin, MapPlugin]) {
  app.addPlugin(new Plugin(), "build-map");
}
const run = app.run({ process: ["parse-input", "build-model", "build-map"], input: readFileSync(0, "utf8"), throwExceptions: true });
const claims = Object.fromEntries(Object.entries(run.statements).map(([title, statement]) =>
  [title, statement.members.map((member) => member.text ?? "").join("").trim()]));
console.log(JSON.stringify({
  errors: [...(run.parserErrors ?? []), ...(run.lexerErrors ?? [])].map(String),
  title: run.frontMatter?.title,
  claims,
  shown: run.map.nodes.map((node) => node.title),
  links: run.relations.map((relation) => [relation.from.title, relation.to.title, relation.relationType]),
}));
