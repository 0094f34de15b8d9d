// Argdown's own model: a JSON object of Argdown texts -> for each how many statements, arguments, supports, attacks,
// contradictions and undercuts it has, or null where Argdown finds an error; for test_tools.py.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const { ArgdownApplication, ParserPlugin, DataPlugin, ModelPlugin } = await import(
  createRequire(process.argv[2] + "/").resolve("@argdown/core").replace(/dist\/.*$/, "dist/index.js"));

const loose = { entails: "support", contrary: "attack" };
function counts(input) {
  const app = new ArgdownApplication();
  app.addPlugin(new ParserPlugin(), "parse-input");
  app.addPlugin(new DataPlugin(), "build-model");
  app.addPlugin(new ModelPlugin(), "build-model");
  try {
    const run = app.run({ process: ["parse-input", "build-model"], input, throwExceptions: true });
    if (run.parserErrors.length || run.lexerErrors.length) return null;
    const types = run.relations.map((relation) => loose[relation.relationType] ?? relation.relationType);
    const of = (type) => types.filter((found) => found === type).length;
    return [Object.keys(run.statements).length, Object.keys(run.arguments).length,
      ...["support", "attack", "contradictory", "undercut"].map(of)];
  } catch {
    return null;
  }
}
const texts = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, counts(text)]))));
