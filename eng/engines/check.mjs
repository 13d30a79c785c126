// Runs the SQL of a document on DuckDB and ClickHouse and compares with what KlineArchive reads:
// check.mjs <document> <folder with node_modules>; the current folder has klines/ and expected.csv of store.cs.
import { readFileSync } from 'node:fs';
import { DuckDBInstance, Session, bucket, endpoint, key, of, secret } from './setup.mjs';

let failed = 0;
const report = (name, problem) => {
  failed += problem ? 1 : 0;
  console.log(problem ? `FAIL ${name}: ${problem}` : `ok   ${name}`);
};
const attempt = async (name, work) => {
  try { report(name, await work()); } catch (error) { report(name, error.message); }
};

// Puts this machine's server where the document has Amazon's; every text must be there.
const here = (statements, texts) => texts.reduce((all, [from, to]) => {
  if (!all.some(statement => statement.includes(from))) throw new Error(`the block does not have ${from}`);
  return all.map(statement => statement.replaceAll(from, to));
}, statements);

const cell = value => value === null || value === undefined ? '\\N' : /^-?\d+\.\d+$/.test(value) ? String(value).replace(/\.?0+$/, '') : String(value);
const text = rows => rows.map(row => row.map(cell).join('\t')).join('\n');
const difference = (found, expected) => found === expected ? '' : found === '' ? 'no rows' :
  `${found.split('\n').length} rows for ${expected.split('\n').length}; the first other one is ${found.split('\n').find((row, i) => row !== expected.split('\n')[i])}`;

const duck = await (await DuckDBInstance.create(':memory:')).connect();
const duckdb = async sql => (await duck.runAndReadAll(sql)).getRowsJson();
const session = new Session();
const clickhouse = sql => session.query(sql, 'TSV').trimEnd().split('\n').filter(Boolean).map(line => line.split('\t'));

const columns = 'symbol, minute, open, high, low, close, volume, acc_vol, acc_value';
// What an engine reads is kept as the table "found"; these are its bars, those the reader has not, and those only the reader has.
const found = `SELECT ${columns} FROM found`;
const both = reader => ['SELECT count(*) FROM found', `SELECT count(*) FROM (${found} EXCEPT ALL ${reader}) AS other`, `SELECT count(*) FROM (${reader} EXCEPT ALL ${found}) AS missing`];

// The reader's bars, counted and summed here, without an engine.
const bars = readFileSync('expected.csv', 'utf8').trimEnd().split('\n').slice(1).map(line => line.split(','));
const shares = bars.reduce((sum, bar) => sum + BigInt(bar[6]), 0n);
const totals = `${bars.length}\t${shares}`;
const total = 'SELECT count(*), sum(volume) FROM found';

await duckdb(`CREATE TABLE reader AS SELECT ${columns} FROM read_csv('expected.csv', header = true, columns = {symbol: 'VARCHAR', minute: 'TIMESTAMP',
  open: 'DECIMAL(18,4)', high: 'DECIMAL(18,4)', low: 'DECIMAL(18,4)', close: 'DECIMAL(18,4)', volume: 'BIGINT', acc_vol: 'BIGINT', acc_value: 'BIGINT'})`);
const expected = async query => text(await duckdb(query.replaceAll(/\bklines_in\(.*?\)/g, '(FROM reader WHERE year(minute) = 2026 AND month(minute) = 1)').replaceAll(/\bklines\b/g, 'reader')));
const same = ([all, other, missing]) => other === '0' && missing === '0' ? '' : `of ${all} bars ${other} are not KlineArchive's, of whose ${missing} are missing`;

const checkDuck = async where => {
  await duckdb('CREATE OR REPLACE TABLE found AS FROM klines');
  await attempt(`DuckDB, ${where}: bars and shares`, async () => difference(text(await duckdb(total)), totals));
  await attempt(`DuckDB, ${where}: every bar`, async () => same((await Promise.all(both('SELECT * FROM reader').map(duckdb))).map(rows => String(rows[0][0]))));
  for (const [i, query] of of('query').entries())
    await attempt(`DuckDB, ${where}: question ${i + 1}`, async () => difference(text(await duckdb(query)), await expected(query)));
};

const checkHouse = async where => {
  const reader = `SELECT * FROM file('expected.csv', 'CSVWithNames', 'symbol String, minute DateTime(\\'Asia/Seoul\\'), open Nullable(Decimal64(4)), high Nullable(Decimal64(4)),
    low Nullable(Decimal64(4)), close Nullable(Decimal64(4)), volume Nullable(Int64), acc_vol Nullable(Int64), acc_value Nullable(Int64)')`;
  clickhouse('CREATE OR REPLACE TABLE found ENGINE = Memory AS SELECT * FROM klines');
  await attempt(`ClickHouse, ${where}: bars and shares`, () => difference(text(clickhouse(total)), totals));
  await attempt(`ClickHouse, ${where}: every bar`, () => same(both(reader).map(sql => clickhouse(sql)[0][0])));
  for (const [i, query] of of('query').entries())
    await attempt(`ClickHouse, ${where}: question ${i + 1}`, async () => difference(text(clickhouse(query)), await expected(query)));
};

for (const statement of of('duckdb')) await duckdb(statement);
await checkDuck('folder');
for (const query of of('duckdb query'))
  await attempt('DuckDB, folder: one month by its names', async () => difference(text(await duckdb(query)), await expected(query)));

// What Rhetenor.Data.Parquet wrote of the same bars.
await duckdb(`CREATE OR REPLACE TABLE found AS SELECT symbol, minute, open::DECIMAL(18,4) AS open, high::DECIMAL(18,4) AS high, low::DECIMAL(18,4) AS low,
  close::DECIMAL(18,4) AS close, volume, acc_vol, acc_value FROM read_parquet('klines.parquet') WHERE NOT filled`);
await attempt('DuckDB, Parquet: bars and shares', async () => difference(text(await duckdb(total)), totals));
await attempt('DuckDB, Parquet: every bar', async () => same((await Promise.all(both('SELECT * FROM reader').map(duckdb))).map(rows => String(rows[0][0]))));

of('clickhouse file').forEach(clickhouse);
of('clickhouse').forEach(clickhouse);
await checkHouse('folder');

if (!endpoint) {
  console.log('skip S3: RHETENOR_TEST_S3_ENDPOINT is not set');
} else {
  here(of('clickhouse s3'), [['https://s3.ap-northeast-2.amazonaws.com/rhetenor', `${endpoint}/${bucket}`], ["'KEY'", `'${key}'`], ["'SECRET'", `'${secret}'`]])
    .forEach(clickhouse);
  await checkHouse('S3');
  const [install, load, ...rest] = of('duckdb s3');
  const isThere = await (async () => {
    try { await duckdb(install); await duckdb(load); return true; } catch (error) {
      console.log(`skip DuckDB on S3: ${error.message.split('\n')[0]}`);
      return false;
    }
  })();
  if (isThere) {
    const server = [["'KEY'", `'${key}'`], ["'SECRET'", `'${secret}'`], ['s3.ap-northeast-2.amazonaws.com', new URL(endpoint).host], ['USE_SSL true', 'USE_SSL false'], ['s3://rhetenor/', `s3://${bucket}/`]];
    for (const statement of here(rest, server)) await duckdb(statement);
    await checkDuck('S3');
  }
}

session.close();
console.log(`${bars.length} bars, ${failed} differences`);
process.exit(failed ? 1 : 0);
