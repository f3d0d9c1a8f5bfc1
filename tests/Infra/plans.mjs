// Checks care plans against their schema as editors do. Arguments: the schema, then plans. Prints what is wrong with each, in order; an empty list for nothing.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { parse } from "yaml";

const [schema, ...plans] = process.argv.slice(2);
const check = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(schema, "utf8")));
const wrong = plans.map((file) => (check(parse(readFileSync(file, "utf8"))) ? [] : check.errors.map((e) => `${e.instancePath} ${e.message}`)));
console.log(JSON.stringify(wrong));
