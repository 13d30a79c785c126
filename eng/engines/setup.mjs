// What check.mjs and dataset.mjs share: their arguments <document> <folder with node_modules>, the engines, the S3 server of this machine, and
// the document's blocks of SQL.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const [document, modules] = process.argv.slice(2);
export const require = createRequire(join(modules, 'package.json'));
export const { DuckDBInstance } = require('@duckdb/node-api');
export const { Session } = require('chdb');
export const { RHETENOR_TEST_S3_ENDPOINT: endpoint, RHETENOR_ENGINES_BUCKET: bucket } = process.env;
export const [key, secret] = [process.env.RHETENOR_TEST_S3_ACCESS_KEY, process.env.RHETENOR_TEST_S3_SECRET_KEY];

// The blocks by the words behind ```sql, in the document's order; each is a list of statements.
const blocks = [...readFileSync(document, 'utf8').matchAll(/^```sql ([a-z0-9 ]+)\n(.*?)^```/gms)]
  .map(([, words, text]) => ({ words, statements: text.split(/;$/m).map(s => s.trim()).filter(Boolean) }));
export const of = words => {
  const found = blocks.filter(block => block.words === words).flatMap(block => block.statements);
  if (found.length === 0) throw new Error(`${document} has no block "sql ${words}"`);
  return found;
};
