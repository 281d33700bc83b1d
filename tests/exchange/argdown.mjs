// Reads files with Argdown's own parser, and prints what it found in each.
import { readFileSync } from "fs";
import argdown from "@argdown/core";

const { ArgdownApplication, ParserPlugin, ModelPlugin } = argdown;
for (const file of process.argv.slice(2)) {
  const app = new ArgdownApplication();
  app.addPlugin(new ParserPlugin(), "parse-input");
  app.addPlugin(new ModelPlugin(), "build-model");
  const read = app.run({ input: readFileSync(file, "utf8"), process: ["parse-input", "build-model"], throwExceptions: true });
  console.log(JSON.stringify({
    errors: [...(read.lexerErrors ?? []), ...(read.parserErrors ?? [])].length,
    statements: Object.keys(read.statements),
    arguments: Object.keys(read.arguments),
    relations: read.relations.length,
  }));
}
