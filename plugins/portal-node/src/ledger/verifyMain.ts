import { verifyCommand } from './verifyCommand';

// Started by scripts/ledger.mjs: needs this folder and what it imports, and nothing of a running portal.
void verifyCommand(process.argv.slice(2), line => process.stdout.write(`${line}\n`)).then(code => {
  process.exitCode = code;
});
