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
const report = (name, questions, differences) => {
  failed += differences.length;
  asked += questions;
  console.log(differences.length ? `FAIL ${name}:\n  ${differences.slice(0, 40).join('\n  ')}` : `ok   ${name}: ${questions} ${questions === 1 ? 'question' : 'questions'}, 0 differences`);
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
  report(name, filters.length + 1, differences);
};
// A question of its own: what its work returns is what is wrong.
const attempt = async (name, work) => {
  let problem;
  try { problem = await work(); } catch (error) { problem = error.message.split('\n')[0]; }
  report(name, 1, problem ? [problem] : []);
};
const dayColumns = 'symbol, date, open, high, low, close, volume, value, base, ex_code, split_ratio';
const dayTypes = `{symbol: 'VARCHAR', date: 'DATE', open: 'DOUBLE', high: 'DOUBLE', low: 'DOUBLE', close: 'DOUBLE', volume: 'BIGINT', value: 'BIGINT', base: 'DOUBLE', ex_code: 'INTEGER', split_ratio: 'DOUBLE'}`;
const columns = 'symbol, minute, open, high, low, close, volume, acc_vol, acc_value';
const both = (bars, reader) => `SELECT count(*) FROM ((${bars} EXCEPT ALL ${reader}) UNION ALL (${reader} EXCEPT ALL ${bars})) AS other`;
const sql = filter => filter === 'bounds' ? `SELECT ${bounds} FROM bars` : `SELECT ${answer} FROM bars WHERE ${filter}`;

for (const [venue, file] of [['J', 'expected.csv'], ['NX', 'expected-NX.csv']]) {
  // The reader's bars as a table of its own, without Parquet.
  await duckdb(`CREATE OR REPLACE TABLE reader AS FROM read_csv('${file}', header = true, columns = {symbol: 'VARCHAR', minute: 'TIMESTAMP',
    open: 'DOUBLE', high: 'DOUBLE', low: 'DOUBLE', close: 'DOUBLE', volume: 'BIGINT', acc_vol: 'BIGINT', acc_value: 'BIGINT'})`);
  const expected = new Map();
  for (const filter of [...filters, 'bounds']) expected.set(filter, row(await duckdb(sql(filter).replace('FROM bars', 'FROM reader'))));
  const ofVenue = statements => statements.map(statement => statement.replaceAll('exchange=J', `exchange=${venue}`));

  const everyBar = name => attempt(`${name}: every bar`, async () => {
    const [[other]] = await duckdb(both(`SELECT ${columns} FROM bars`, `SELECT ${columns} FROM reader`));
    return String(other) === '0' ? '' : `${other} bars differ`;
  });
  for (const statement of ofVenue(of('duckdb dataset'))) await duckdb(statement);
  await compare(`DuckDB, ${venue}`, expected, async filter => row(await duckdb(sql(filter))));
  await everyBar(`DuckDB, ${venue}`);
  const files = (await duckdb("SELECT unnest(getvariable('files'))")).map(([name]) => name);
  await pruning(venue, files);
  if (venue === 'J') {
    await attempt('DuckDB, J: adjusted prices', async () => {
      for (const statement of of('duckdb dataset adjusted')) await duckdb(statement);
      await duckdb(`CREATE OR REPLACE TABLE adjusted_reader AS FROM read_csv('adjusted.csv', header = true, columns = {symbol: 'VARCHAR', minute: 'TIMESTAMP',
        open: 'DOUBLE', high: 'DOUBLE', low: 'DOUBLE', close: 'DOUBLE', volume: 'BIGINT', acc_vol: 'BIGINT', acc_value: 'BIGINT'})`);
      const split = "symbol IN (SELECT symbol FROM adjusted_reader)";
      const [[others, split_bars, rest]] = await duckdb(`SELECT (${both(`SELECT ${columns} FROM adjusted WHERE ${split}`, `SELECT ${columns} FROM adjusted_reader`)}),
        (SELECT count(*) FROM adjusted_reader), (${both(`SELECT ${columns} FROM adjusted WHERE NOT ${split}`, `SELECT ${columns} FROM reader WHERE NOT ${split}`)})`);
      const [[scales]] = await duckdb('SELECT count(DISTINCT price) FROM scales');
      return String(others) === '0' && String(rest) === '0' && Number(split_bars) > 1_000 && Number(scales) === 1 ? '' : `${others} of ${split_bars} bars of the split share and ${rest} of the others differ`;
    });
    for (const statement of of('duckdb dataset years')) await duckdb(statement);
    await compare('DuckDB, J, files of years', expected, async filter => row(await duckdb(sql(filter))));
    await everyBar('DuckDB, J, files of years');
    await attempt('DuckDB, J: files of a year are used, and with those of its months every bar of it is there twice', async () => {
      const [[years, months]] = await duckdb("SELECT count(*) FILTER (name LIKE '%/years/%'), count(*) FILTER (name LIKE '%/year=2025/month=%') FROM (SELECT unnest(getvariable('files')) AS name)");
      const named = of('duckdb dataset').find(statement => statement.includes('SET VARIABLE files')).replace("WHERE file.period <> 'year'", '');
      await duckdb(named);
      const [[twice]] = await duckdb("SELECT count(*) FROM bars WHERE minute < '2026-01-01'");
      const [[once]] = await duckdb("SELECT count(*) FROM reader WHERE minute < '2026-01-01'");
      return Number(years) > 0 && Number(months) === 0 && Number(twice) === 2 * Number(once) ? '' : `${years} files of years, ${months} of months, ${twice} bars for twice ${once}`;
    });
    for (const statement of of('duckdb dataset symbol')) await duckdb(statement);
    await attempt('DuckDB, J: the files of one symbol', async () => {
      const [found, wanted] = [await duckdb("SELECT count(*), sum(volume) FROM bars WHERE symbol = '005790'"), await duckdb("SELECT count(*), sum(volume) FROM reader WHERE symbol = '005790'")];
      return row(found) === row(wanted) ? '' : `${row(found)} for ${row(wanted)}`;
    });
  }

  if (endpoint && await hasHttpfs()) {
    const server = [["'KEY'", `'${key}'`], ["'SECRET'", `'${secret}'`], ['s3.ap-northeast-2.amazonaws.com', new URL(endpoint).host], ['USE_SSL true', 'USE_SSL false']];
    await duckdb(server.reduce((all, [from, to]) => all.replaceAll(from, to), of('duckdb s3').find(statement => statement.includes('SECRET'))));
    for (const statement of ofVenue(of('duckdb dataset'))) await duckdb(statement.replaceAll('dataset/', `s3://${bucket}/`));
    await compare(`DuckDB, ${venue}, S3`, expected, async filter => row(await duckdb(sql(filter))));
    await everyBar(`DuckDB, ${venue}, S3`);
  }

  for (const [where, words] of [['folder', 'file'], ...(endpoint ? [['S3', 's3']] : [])]) {
    const texts = [['https://s3.ap-northeast-2.amazonaws.com/rhetenor', `${endpoint}/${bucket}`], ["'KEY'", `'${key}'`], ["'SECRET'", `'${secret}'`]];
    ofVenue(of(`clickhouse dataset ${words}`)).map(statement => words === 's3' ? texts.reduce((all, [from, to]) => all.replaceAll(from, to), statement) : statement).forEach(clickhouse);
    for (const zone of ['UTC', 'Asia/Seoul', 'America/New_York']) {
      clickhouse(`SET session_timezone = '${zone}'`);
      await compare(`ClickHouse, ${venue}, ${where}, session in ${zone}`, expected, filter => row(clickhouse(sql(filter).replaceAll('CAST(close * 4 AS BIGINT)', 'toInt64(close * 4)').replaceAll('CAST(minute AS DATE)', 'toDate(minute)'))));
    }
    clickhouse("SET session_timezone = ''");
    await attempt(`ClickHouse, ${venue}, ${where}: every bar`, () => {
      const reader = `SELECT ${columns} FROM file('${file}', 'CSVWithNames', 'symbol String, minute DateTime64(3, \\'UTC\\'), open Float64, high Float64, low Float64, close Float64,
        volume Int64, acc_vol Nullable(Int64), acc_value Nullable(Int64)')`;
      const [[count]] = clickhouse('SELECT count(*) FROM bars');
      const [[other]] = clickhouse(both(`SELECT ${columns} FROM bars`, reader));
      return other === '0' && Number(count) > 0 ? '' : `${other} bars of ${count} differ`;
    });
  }
  await polars(venue, expected, files, readFileSync(file, 'utf8').trimEnd().split('\n').slice(1));
}

// Daily bars: every value of every bar, filters of each column, and the statistics by which row groups are skipped.
async function daily() {
  await duckdb(`CREATE OR REPLACE TABLE day_reader AS FROM read_csv('expected-days.csv', header = true, columns = ${dayTypes})`);
  for (const statement of of('duckdb dataset days')) await duckdb(statement);
  await attempt('DuckDB, days: every bar', async () => {
    const [[other, all]] = await duckdb(`SELECT (${both(`SELECT ${dayColumns} FROM days`, `SELECT ${dayColumns} FROM day_reader`)}), (SELECT count(*) FROM days)`);
    return String(other) === '0' && Number(all) > 10_000 ? '' : `${other} bars of ${all} differ`;
  });
  for (const filter of ["date = '2025-01-06'", "date >= '2026-02-02'", "date < '2024-11-06'", "date BETWEEN '2024-12-27' AND '2025-01-03'", "date = '2025-01-04'", "symbol = '005790'", "symbol IN ('000000', '009Z0')",
    "symbol = '005790' AND date >= '2025-06-01' AND date < '2025-07-01'", 'close = 4001.25', 'volume = 0', 'volume > 1900', 'value > 1050000000', 'base IS NULL', 'base < 1100', 'base <> close', 'ex_code = 2', 'ex_code IS NULL', 'split_ratio > 0', 'true']) {
    await attempt(`DuckDB, days: ${filter}`, async () => {
      const sums = table => `SELECT count(*), coalesce(sum(volume), 0), coalesce(sum(value), 0), count(base), coalesce(sum(CAST(close * 4 AS BIGINT)), 0), min(date), max(date) FROM ${table} WHERE ${filter}`;
      const [found, wanted] = [await duckdb(sums('days')), await duckdb(sums('day_reader'))];
      return row(found) === row(wanted) ? '' : `${row(found)} for ${row(wanted)}`;
    });
  }
  await attempt('DuckDB, days: statistics of dates are those of the rows', async () => {
    const [[least, greatest]] = await duckdb("SELECT min(stats_min_value::DATE), max(stats_max_value::DATE) FROM parquet_metadata(getvariable('files')) WHERE path_in_schema = 'date'");
    const [[first, last]] = await duckdb('SELECT min(date), max(date) FROM day_reader');
    return `${least} ${greatest}` === `${first} ${last}` ? '' : `${least} ${greatest} for ${first} ${last}`;
  });
  await attempt('DuckDB, days: the events that base prices show', async () => {
    for (const statement of of('duckdb dataset days resets')) await duckdb(statement);
    const [[found]] = await duckdb('SELECT count(*) FROM resets');
    const [[wanted]] = await duckdb('SELECT count(*) FROM (SELECT base, lag(close) OVER (PARTITION BY symbol ORDER BY date) AS before FROM day_reader) WHERE base <> before');
    return String(found) === String(wanted) && Number(found) > 0 ? '' : `${found} for ${wanted}`;
  });
  await attempt('ClickHouse, days: every bar', () => {
    clickhouse(of('clickhouse dataset days')[0]);
    of('clickhouse dataset days').slice(1).forEach(clickhouse);
    const reader = `SELECT ${dayColumns} FROM file('expected-days.csv', 'CSVWithNames', 'symbol String, date Date32, open Float64, high Float64, low Float64, close Float64, volume Int64, value Int64, base Nullable(Float64), ex_code Nullable(Int32), split_ratio Nullable(Float64)')`;
    const [[count]] = clickhouse('SELECT count(*) FROM days');
    const [[other]] = clickhouse(both(`SELECT ${dayColumns} FROM days`, reader));
    return other === '0' && Number(count) > 10_000 ? '' : `${other} bars of ${count} differ`;
  });
}

async function hasHttpfs() {
  try {
    await duckdb('INSTALL httpfs');
    await duckdb('LOAD httpfs');
    return true;
  } catch (error) {
    console.log(`skip DuckDB on S3: ${error.message.split('\n')[0]}`);
    return false;
  }
}

// The statistics by which engines skip row groups are there for every column of every row group, and are the least and greatest value of its rows and
// the number of those without one; what a symbol or an hour needs is a small part of the row groups. Where no row has a value, only the number counts.
async function pruning(venue, files) {
  await duckdb(`CREATE OR REPLACE TABLE groups AS
    SELECT file_name, row_group_id, row_group_num_rows AS rows, path_in_schema AS name, stats_min_value AS least, stats_max_value AS greatest, stats_null_count AS nulls
    FROM parquet_metadata(getvariable('files'))`);
  await duckdb(`CREATE OR REPLACE TABLE parts AS
    SELECT file_name, row_group_id, rows, sum(rows) OVER (PARTITION BY file_name ORDER BY row_group_id) AS until FROM groups WHERE name = 'symbol'`);
  await duckdb(`CREATE OR REPLACE TABLE grouped AS
    SELECT parts.file_name, parts.row_group_id, bars.* EXCLUDE (filename, file_row_number)
    FROM read_parquet(getvariable('files'), hive_partitioning = false, filename = true, file_row_number = true) AS bars
    JOIN parts ON parts.file_name = bars.filename AND bars.file_row_number < parts.until AND bars.file_row_number >= parts.until - parts.rows`);
  for (const [column, type] of [['symbol', 'VARCHAR'], ['minute', 'TIMESTAMP'], ['open', 'DOUBLE'], ['high', 'DOUBLE'], ['low', 'DOUBLE'], ['close', 'DOUBLE'], ['volume', 'BIGINT'], ['acc_vol', 'BIGINT'], ['acc_value', 'BIGINT']]) {
    await attempt(`DuckDB, ${venue}: statistics of ${column}`, async () => {
      const [[wrong, all]] = await duckdb(`SELECT count(*) FILTER (nulls IS DISTINCT FROM without
          OR (without < groups.rows AND (groups.least::${type} IS DISTINCT FROM found.least OR groups.greatest::${type} IS DISTINCT FROM found.greatest))), count(*)
        FROM groups LEFT JOIN (SELECT file_name, row_group_id, min(${column}) AS least, max(${column}) AS greatest, count(*) - count(${column}) AS without FROM grouped GROUP BY ALL) AS found
          USING (file_name, row_group_id)
        WHERE name = '${column}'`);
      return Number(wrong) === 0 && Number(all) > 1 ? '' : `${wrong} of ${all} row groups`;
    });
  }

  for (const [what, column, condition, holds] of [['a symbol', 'symbol', "least <= '005790' AND greatest >= '005790'", "symbol = '005790'"],
    ['an hour', 'minute', "least::TIMESTAMP < '2026-02-02 10:00:00' AND greatest::TIMESTAMP >= '2026-02-02 09:00:00'", "minute >= '2026-02-02 09:00:00' AND minute < '2026-02-02 10:00:00'"]]) {
    await attempt(`DuckDB, ${venue}: ${what} needs few row groups`, async () => {
      const [[needed, all]] = await duckdb(`SELECT count(*) FILTER (${condition}), count(*) FROM groups WHERE name = '${column}'`);
      const [[holding]] = await duckdb(`SELECT count(DISTINCT (file_name, row_group_id)) FROM grouped WHERE ${holds}`);
      return Number(needed) < Number(all) && Number(needed) >= Number(holding) && Number(needed) <= Number(holding) + files.length ? '' : `${needed} of ${all}; ${holding} have it`;
    });
  }
}

// Polars reads the files that the manifest names, lazily: the filter goes down to the row groups.
async function polars(venue, expected, files, lines) {
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
  const seconds = minute => new Date(minute).toISOString().slice(0, 19).replace('T', ' ');
  const least = values => values.reduce((one, other) => other === null || one !== null && one <= other ? one : other, null);
  const greatest = values => values.reduce((one, other) => other === null || one !== null && one >= other ? one : other, null);
  const all = {};
  for (const file of files) {
    const bars = await pl.scanParquet(file).collect();
    for (const name of columns.split(', ')) {
      all[name] ??= [];
      for (const value of bars.getColumn(name).toArray()) all[name].push(value === undefined || value === null ? null : name === 'minute' ? seconds(value) : value);
    }
  }

  await compare(`Polars, ${venue}`, expected, filter => filter !== 'bounds' ? totals(filter)
    : ['minute', 'symbol', 'close', 'acc_value'].flatMap(name => [least(all[name]), greatest(all[name])]).map(cell).join(' '));
  await attempt(`Polars, ${venue}: every bar`, () => {
    const [names, numbers] = [columns.split(', '), value => value === null || value === '' ? '' : String(Number(value))];
    const text = bar => [bar[0], bar[1], ...bar.slice(2).map(numbers)].join(',');
    const found = all.symbol.map((_, i) => text(names.map(name => all[name][i]))).sort();
    const wanted = lines.map(line => text(line.split(','))).sort();
    const at = found.findIndex((bar, i) => bar !== wanted[i]);
    return found.length === wanted.length && at < 0 ? '' : `${found.length} bars for ${wanted.length}; the first other one is ${found[at]} for ${wanted[at]}`;
  });
}

await daily();
session.close();
console.log(`${asked} questions, ${failed} differences`);
process.exit(failed ? 1 : 0);
