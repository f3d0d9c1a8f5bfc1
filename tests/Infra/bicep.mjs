// Syntax trees of Bicep files as JSON: node bicep.mjs FILE... A node is { kind, field, line, text (leaves only), bad (a syntax error), children }.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

const node = (syntax, field) => {
  const children = [];
  for (let i = 0; i < syntax.childCount; i++) {
    const child = syntax.child(i);
    if (child.isNamed || child.isError || child.isMissing || child.type === 'existing') children.push(node(child, syntax.fieldNameForChild(i)));
  }
  return {
    kind: syntax.type,
    field: field ?? undefined,
    line: syntax.startPosition.row + 1,
    text: children.length === 0 || syntax.type === 'string' ? syntax.text : undefined,
    bad: syntax.isError || syntax.isMissing || undefined,
    children,
  };
};

const files = {};
for (const file of process.argv.slice(2)) files[file] = node(parser.parse(readFileSync(file, 'utf8')).rootNode);
process.stdout.write(JSON.stringify(files));
