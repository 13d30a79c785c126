// How long DuckDB and ClickHouse take for four questions of a dataset: dataset-time.mjs <folder with node_modules> <dataset folder> [years].
// The dataset is the one that --dataset-publish of tests/Rhetenor.Data.Benchmarks writes. Each question runs in a new process, best of five.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, folder, ...rest] = process.argv.slice(2);
const withYears = rest.includes('years');
const manifests = join(folder, 'klines/manifests/exchange=J');
const manifest = JSON.parse(readFileSync(join(manifests, readdirSync(manifests).sort().at(-1)), 'utf8'));
const code = i => String(i * 130).padStart(6, '0');
const fifty = [...Array(50).keys()].map(i => code(i * 54 + 7));
const five = fifty.filter((_, i) => i % 10 === 3);
const day = manifest.sessions[Math.floor(manifest.sessions.length / 2)].date;
const month = day.slice(0, 7);
const next = date => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
const sums = 'count(*), sum(volume), sum(close), sum(open), sum(high), sum(low), sum(acc_vol), sum(acc_value), max(minute)';
const list = symbols => symbols.map(symbol => `'${symbol}'`).join(', ');
const files = (period, symbols, from = '0', to = '9') => manifest.files.filter(file => (file.period === 'year') === (period === 'year') && file.from <= to && from <= file.to
  && (!symbols || symbols.some(symbol => file.first_symbol <= symbol && symbol <= file.last_symbol))).map(file => join(folder, file.key));
const questions = [
  ['Q1 5 symbols, all sessions', files('month', five), `symbol IN (${list(five)})`],
  ...(withYears ? [['Q1 from files of the year', files('year', five), `symbol IN (${list(five)})`]] : []),
  ['Q2 50 symbols, a month', files('month', fifty, `${month}-01`, `${month}-31`), `symbol IN (${list(fifty)})`],
  ['Q3 everything of a day', files('month', null, day, day), `minute >= '${day} 00:00:00' AND minute < '${next(day)} 00:00:00'`],
  ['Q4 1 symbol, 1 day', files('month', fifty.slice(0, 1), day, day), `symbol = '${fifty[0]}' AND minute >= '${day} 00:00:00' AND minute < '${next(day)} 00:00:00'`],
];

const duckdb = `
  const { DuckDBInstance } = require('@duckdb/node-api');
  (async () => {
    const duck = await (await DuckDBInstance.create(':memory:')).connect();
    await duck.run('SET threads = ' + process.argv[2]);
    const [start, used] = [performance.now(), process.cpuUsage()];
    const rows = (await duck.runAndReadAll(process.argv[1])).getRowsJson();
    const { user, system } = process.cpuUsage(used);
    console.log(performance.now() - start, rows[0][0], (user + system) / 1000);
  })();`;
const clickhouse = `
  const { Session } = require('chdb');
  const session = new Session();
  session.query('SELECT 1');
  const [start, used] = [performance.now(), process.cpuUsage()];
  const rows = session.query(process.argv[1] + ' SETTINGS max_threads = ' + process.argv[2], 'TSV');
  const { user, system } = process.cpuUsage(used);
  console.log(performance.now() - start, rows.split('\\t')[0], (user + system) / 1000);
  session.close();`;
const best = (program, sql, threads) => {
  const runs = [...Array(5).keys()].map(() => execFileSync('node', ['-e', program, sql, String(threads)], { cwd: modules, encoding: 'utf8', maxBuffer: 1 << 26 }).trim().split(' '));
  return [0, 2].map(at => Math.min(...runs.map(run => Number(run[at]))).toFixed(0)).concat(runs[0][1]);
};
for (const [name, of, where] of questions) {
  const times = [];
  let rows;
  for (const threads of [1, 2]) {
    const [time, used, count] = best(duckdb, `SELECT ${sums} FROM read_parquet([${of.map(file => `'${file}'`).join(', ')}]) WHERE ${where}`, threads);
    times.push(`DuckDB ${threads} thread(s) ${time} ms, ${used} ms of a processor`);
    rows = count;
  }
  try {
    const [time, used, count] = best(clickhouse, `SELECT ${sums} FROM file('${folder}/klines/${of[0].includes('/years/') ? 'years/exchange=J/year=*' : 'exchange=J/year=*/month=*'}/*.parquet', 'Parquet', 'symbol String, minute DateTime64(3, \\'UTC\\'), open Float64, high Float64, low Float64, close Float64, volume Int64, acc_vol Nullable(Int64), acc_value Nullable(Int64)') WHERE _file IN (${list(of.map(file => file.split('/').at(-1)))}) AND ${where}`, 2);
    times.push(`ClickHouse 2 threads ${time} ms, ${used} ms of a processor${count === rows ? '' : ` (${count} rows)`}`);
  } catch (error) {
    times.push(`ClickHouse: ${error.message.split('\n')[0].slice(0, 80)}`);
  }
  console.log(`${name}: ${rows} bars in ${of.length} files; ${times.join(', ')}`);
}
