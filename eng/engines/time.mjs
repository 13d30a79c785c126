// How long DuckDB takes to read the objects of a folder into a table: time.mjs <folder with node_modules> <objects>.
// The query is the shortest that fits objects of this library alone; docs/DATA-TOOLS.md has the one that fits all.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, objects] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(modules, 'package.json'))('@duckdb/node-api');
const duck = await (await DuckDBInstance.create(':memory:')).connect();
const query = `CREATE OR REPLACE TABLE found AS
  SELECT symbol, strptime(timestamp, '%Y-%m-%d_%H:%M') AS minute, bar[1] AS open, bar[2] AS high, bar[3] AS low, bar[4] AS close, bar[5] AS volume, bar[6] AS acc_vol
  FROM (SELECT timestamp, unnest(map_keys(data)) AS symbol, unnest(map_values(data)) AS bar
        FROM read_ndjson('${objects}/*.jsonl.zstd', compression = 'zstd', columns = {timestamp: 'VARCHAR', data: 'MAP(VARCHAR, DOUBLE[])'}))`;
for (const threads of [1, 2]) {
  await duck.run(`SET threads = ${threads}`);
  const times = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    await duck.run(query);
    times.push(performance.now() - start);
  }
  const [[bars]] = (await duck.runAndReadAll('SELECT count(*) FROM found')).getRowsJson();
  console.log(`DuckDB, ${threads} thread(s): ${bars} bars, best ${Math.min(...times).toFixed(0)} ms of ${times.map(time => time.toFixed(0)).join(' ')}`);
}
