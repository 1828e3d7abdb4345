// gun.js' own relay, for tests and for comparison: the server that `require('gun')` makes, with
// its store on disk. Prints {"listening":port} when it takes connections; ends with its standard
// input.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

console.log = console.error;
const require = createRequire(import.meta.url);
const Gun = require('gun');

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    axe: { type: 'boolean', default: false },
    peer: { type: 'string', multiple: true, default: [] },
  },
});
if (!values.data) {
  console.error('--data DIR is missing: the folder that the relay keeps its graph in');
  process.exit(64);
}

const server = createServer(Gun.serve);
server.listen(Number(values.port), values.host, () => {
  Gun({ web: server, file: values.data, peers: values.peer, multicast: false, axe: values.axe });
  process.stdout.write(JSON.stringify({ listening: server.address().port }) + '\n');
});
server.on('error', (error) => {
  console.error(`cannot listen on ${values.host}:${values.port}: ${error.message}`);
  process.exit(69);
});

const end = () => process.exit(0);
process.on('SIGTERM', end);
process.on('SIGINT', end);
process.stdin.resume().on('end', end);
