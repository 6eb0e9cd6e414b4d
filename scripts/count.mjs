// The last line of .ci/run: what all runs together passed and failed.
import fs from 'node:fs';
import path from 'node:path';
import { say, stateDir } from './terminal.mjs';

const runs = ['counts.json', 'browser-counts.json']
  .map(name => path.join(stateDir, 'results', name))
  .filter(file => fs.existsSync(file))
  .map(file => JSON.parse(fs.readFileSync(file, 'utf8')));
const sum = key => runs.reduce((total, run) => total + run[key], 0);
const broken = process.argv[3] !== '0';
// A run that broke off before it counted is a failure too.
const failed = sum('failed') || (broken ? 1 : 0);
say(`${sum('passed')} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
