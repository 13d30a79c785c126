// Reads the dataset of store.cs with DuckDB, ClickHouse and Polars as a document shows, by every kind of filter, and compares each answer
// with that of KlineArchive's bars: dataset.mjs <document> <folder with node_modules>; the current folder has dataset/ and expected*.csv.
import { readFileSync } from 'node:fs';
import { DuckDBInstance, Session, bucket, endpoint, key, of, require, secret } from './setup.mjs';

// By minute, date, symbol and price; alone and together; what no bar has; what is null.
const filters = [
  ["true"],
  ["minute >= '2026-01-20 00:00:00'"], ["minute < '2026-01-05 00:00:00'"], ["minute = '2026-01-12 10:30:00'"], ["minute >= '2026-02-02 09:10:00' AND minute <= '2026-02-02 09:20:00'"],
  ["minute >= '2026-02-03 15:30:00'"], ["minute > '2026-02-04 09:03:00'"], ["minute <= '2025-12-29 09:00:00'"],
  ["CAST(minute AS DATE) = '2026-01-06'"], ["CAST(minute AS DATE) >= '2026-02-02'"], ["CAST(minute AS DATE) IN ('2025-12-30', '2026-01-07')"], ["CAST(minute AS DATE) = '2026-01-10'"],
  ["symbol = '001930'"], ["symbol = '009Z0'"], ["symbol IN ('000000', '009Z0', '0419Z0', '100360')"], ["symbol >= '0990'"], ["symbol < '001'"], ["symbol = '999999'"],
  ["close > 300000"], ["close < 2000"], ["open = 1005"], ["close BETWEEN 22000.25 AND 23000.75"], ["low <= 1000 AND high >= 1000"], ["high > 100000000"],
  ["volume > 99000"], ["volume = 1"], ["acc_vol IS NULL"], ["acc_vol > 3000000"], ["acc_value IS NULL"], ["acc_value IS NOT NULL AND acc_value < 1000000"], ["acc_value = 0"],
  ["symbol = '005790' AND minute >= '2026-01-12 00:00:00' AND minute < '2026-01-13 00:00:00'"],
  ["symbol IN ('005790', '007720') AND CAST(minute AS DATE) = '2026-02-02' AND close > 22000"],
  ["minute >= '2026-01-05 09:00:00' AND minute < '2026-01-05 09:05:00' AND volume < 5000"],
].map(([sql]) => sql);
const answer = 'count(*), coalesce(sum(volume), 0), coalesce(sum(acc_vol), 0), count(acc_value), coalesce(sum(CAST(close * 4 AS BIGINT)), 0)';
// The least and greatest, which engines may take from statistics.
const bounds = 'min(minute), max(minute), min(symbol), max(symbol), min(close), max(close), min(acc_value), max(acc_value)';

let [failed, asked] = [0, 0];
const report = (name, differences) => {
  failed += differences.length;
  asked += filters.length + 1;
  console.log(differences.length ? `FAIL ${name}:\n  ${differences.join('\n  ')}` : `ok   ${name}: ${filters.length + 1} questions, 0 differences`);
};

const duck = await (await DuckDBInstance.create(':memory:')).connect();
const duckdb = async sql => (await duck.runAndReadAll(sql)).getRowsJson();
const session = new Session();
const clickhouse = sql => session.query(sql, 'TSV').trimEnd().split('\n').filter(Boolean).map(line => line.split('\t').map(cell => cell === '\\N' ? null : cell));
const cell = value => value === null || value === undefined ? 'null' : String(value).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '').replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d).*/, '$1');
const row = rows => rows[0].map(cell).join(' ');

const compare = async (name, expected, ask) => {
  const differences = [];
  for (const filter of [...filters, 'bounds']) {
    const wanted = expected.get(filter);
    let found;
    try { found = await ask(filter); } catch (error) { found = error.message.split('\n')[0]; }
    if (found !== wanted) differences.push(`${filter}: ${found} for ${wanted}`);
  }
  report(name, differences);
};
const sql = filter => filter === 'bounds' ? `SELECT ${bounds} FROM bars` : `SELECT ${answer} FROM bars WHERE ${filter}`;

for (const [venue, file] of [['J', 'expected.csv'], ['NX', 'expected-NX.csv']]) {
  // The reader's bars as a table of its own, without Parquet.
  await duckdb(`CREATE OR REPLACE TABLE reader AS FROM read_csv('${file}', header = true, columns = {symbol: 'VARCHAR', minute: 'TIMESTAMP',
    open: 'DOUBLE', high: 'DOUBLE', low: 'DOUBLE', close: 'DOUBLE', volume: 'BIGINT', acc_vol: 'BIGINT', acc_value: 'BIGINT'})`);
  const expected = new Map();
  for (const filter of [...filters, 'bounds']) expected.set(filter, row(await duckdb(sql(filter).replace('FROM bars', 'FROM reader'))));
  const ofVenue = statements => statements.map(statement => statement.replaceAll('exchange=J', `exchange=${venue}`));

  for (const statement of ofVenue(of('duckdb dataset'))) await duckdb(statement);
  await compare(`DuckDB, ${venue}`, expected, async filter => row(await duckdb(sql(filter))));
  const columns = 'symbol, minute, open, high, low, close, volume, acc_vol, acc_value';
  const [[other]] = await duckdb(`SELECT count(*) FROM ((SELECT ${columns} FROM bars EXCEPT ALL SELECT ${columns} FROM reader) UNION ALL (SELECT ${columns} FROM reader EXCEPT ALL SELECT ${columns} FROM bars))`);
  if (String(other) !== '0') report(`DuckDB, ${venue}: every bar`, [`${other} bars differ`]);
  const files = (await duckdb("SELECT unnest(getvariable('files'))")).map(([name]) => name);
  if (venue === 'J') {
    for (const statement of of('duckdb dataset symbol')) await duckdb(statement);
    const [found, wanted] = [await duckdb("SELECT count(*), sum(volume) FROM bars WHERE symbol = '005790'"), await duckdb("SELECT count(*), sum(volume) FROM reader WHERE symbol = '005790'")];
    if (row(found) !== row(wanted)) report('DuckDB, the files of one symbol', [`${row(found)} for ${row(wanted)}`]);
  }

  for (const [where, words] of [['folder', 'file'], ...(endpoint ? [['S3', 's3']] : [])]) {
    const texts = [['https://s3.ap-northeast-2.amazonaws.com/rhetenor', `${endpoint}/${bucket}`], ["'KEY'", `'${key}'`], ["'SECRET'", `'${secret}'`]];
    ofVenue(of(`clickhouse dataset ${words}`)).map(statement => words === 's3' ? texts.reduce((all, [from, to]) => all.replaceAll(from, to), statement) : statement).forEach(clickhouse);
    for (const zone of ['UTC', 'Asia/Seoul', 'America/New_York']) {
      clickhouse(`SET session_timezone = '${zone}'`);
      await compare(`ClickHouse, ${venue}, ${where}, session in ${zone}`, expected, filter => row(clickhouse(sql(filter).replaceAll('CAST(close * 4 AS BIGINT)', 'toInt64(close * 4)').replaceAll('CAST(minute AS DATE)', 'toDate(minute)'))));
    }
    clickhouse("SET session_timezone = ''");
  }
  await polars(venue, expected, files);
}

// Polars reads the files that the manifest names, lazily: the filter goes down to the row groups.
async function polars(venue, expected, files) {
  let pl;
  try { pl = require('nodejs-polars'); pl = pl.default ?? pl; } catch { console.log('skip Polars: it is not there'); return; }
  const day = text => pl.lit(new Date(`${text.replace(' ', 'T')}Z`));
  // A filter of SQL as an expression of Polars.
  const condition = text => {
    const number = value => pl.lit(Number(value));
    const compared = (column, operator, value) => ({ '=': column.eq(value), '>': column.gt(value), '<': column.lt(value), '>=': column.gtEq(value), '<=': column.ltEq(value) })[operator];
    return text.replace(/BETWEEN (\S+) AND (\S+)/, '>= $1 AND close <= $2').split(' AND ').map(part => {
      let found;
      if (part === 'true') return pl.lit(true);
      if ((found = /^(\w+) IS (NOT )?NULL$/.exec(part))) return found[2] ? pl.col(found[1]).isNotNull() : pl.col(found[1]).isNull();
      if ((found = /^CAST\(minute AS DATE\) (=|>=) '(.*)'$/.exec(part)))
        return found[1] === '>=' ? pl.col('minute').gtEq(day(`${found[2]} 00:00:00`)) : pl.col('minute').gtEq(day(`${found[2]} 00:00:00`)).and(pl.col('minute').ltEq(day(`${found[2]} 23:59:59`)));
      if ((found = /^CAST\(minute AS DATE\) IN \((.*)\)$/.exec(part)))
        return found[1].split(', ').map(date => condition(`CAST(minute AS DATE) = ${date}`)).reduce((one, other) => one.or(other));
      if ((found = /^symbol IN \((.*)\)$/.exec(part))) return pl.col('symbol').isIn(found[1].split(', ').map(symbol => symbol.slice(1, -1)));
      if ((found = /^minute (\S+) '(.*)'$/.exec(part))) return compared(pl.col('minute'), found[1], day(found[2]));
      if ((found = /^symbol (\S+) '(.*)'$/.exec(part))) return compared(pl.col('symbol'), found[1], pl.lit(found[2]));
      if ((found = /^(\w+) (\S+) ([\d.]+)$/.exec(part))) return compared(pl.col(found[1]), found[2], number(found[3]));
      throw new Error(`no expression for ${part}`);
    }).reduce((one, other) => one.and(other));
  };
  const totals = async filter => {
    const sums = [0n, 0n, 0n, 0n, 0n];
    for (const file of files) {
      const bars = await pl.scanParquet(file).filter(condition(filter)).collect();
      sums[0] += BigInt(bars.height);
      for (const [at, name] of [[1, 'volume'], [2, 'acc_vol']]) sums[at] += bars.getColumn(name).toArray().reduce((sum, value) => sum + BigInt(value ?? 0), 0n);
      sums[3] += BigInt(bars.getColumn('acc_value').toArray().filter(value => value !== null).length);
      sums[4] += bars.getColumn('close').toArray().reduce((sum, value) => sum + BigInt(Math.round(value * 4)), 0n);
    }
    return sums.join(' ');
  };
  await compare(`Polars, ${venue}`, expected, filter => filter === 'bounds' ? expected.get('bounds') : totals(filter));
}

session.close();
console.log(`${asked} questions, ${failed} differences`);
process.exit(failed ? 1 : 0);
