// Records what real gun.js clients send: the seeds that fuzzing begins with. Two clients talk
// through gun.js' own relay about everything that the API offers; what each sends goes into files,
// every frame's text once, and each connection's bytes as they came.
//   node record-traffic.mjs --frames DIR --connections DIR
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { connect, createServer as createProxy } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

console.log = console.error;
const require = createRequire(import.meta.url);
const Gun = require('gun');
require('gun/sea');
require('gun/lib/open');

const { values } = parseArgs({
  options: { frames: { type: 'string' }, connections: { type: 'string' } },
});
if (!values.frames || !values.connections) {
  console.error('--frames DIR and --connections DIR say where the records go');
  process.exit(64);
}
const scratch = mkdtempSync(join(tmpdir(), 'record-'));
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const save = (dir, prefix, bytes) => {
  mkdirSync(dir, { recursive: true });
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  writeFileSync(join(dir, name), Buffer.concat([Buffer.from(prefix), bytes]));
};

/** The texts of masked frames, as clients send them. */
function texts(bytes) {
  const found = [];
  let at = bytes.indexOf('\r\n\r\n') + 4;
  while (at + 2 <= bytes.length) {
    let length = bytes[at + 1] & 127;
    let mask = at + 2;
    if (length === 126) {
      length = bytes.readUInt16BE(at + 2);
      mask = at + 4;
    } else if (length === 127) {
      length = Number(bytes.readBigUInt64BE(at + 2));
      mask = at + 10;
    }
    const payload = Buffer.from(bytes.subarray(mask + 4, mask + 4 + length));
    for (let i = 0; i < payload.length; i++) payload[i] ^= bytes[mask + (i & 3)];
    if ((bytes[at] & 15) === 1) found.push(payload);
    at = mask + 4 + length;
  }
  return found;
}

const server = createServer(Gun.serve).listen(0, '127.0.0.1', () => {
  Gun({ web: server, file: join(scratch, 'relay'), multicast: false, axe: false });
  const sent = [];
  const proxy = createProxy((client) => {
    const pieces = [];
    sent.push(pieces);
    const relay = connect(server.address().port, '127.0.0.1');
    client.on('data', (piece) => pieces.push(piece));
    client.pipe(relay).pipe(client);
    client.on('error', () => relay.destroy());
    relay.on('error', () => client.destroy());
  }).listen(0, '127.0.0.1', async () => {
    await talk(`http://127.0.0.1:${proxy.address().port}/gun`);
    for (const pieces of sent) {
      const bytes = Buffer.concat(pieces);
      texts(bytes).forEach((text) => save(values.frames, '', text.subarray(0, 8192)));
      // Before the upgrade, all in one piece: see the fuzz test for the first byte.
      save(values.connections, '\0', bytes.subarray(0, 4096));
    }
    rmSync(scratch, { recursive: true, force: true });
    process.exit(0);
  });
});

async function talk(url) {
  const client = (name) =>
    Gun({ peers: [url], file: join(scratch, name), radisk: false, localStorage: false, multicast: false, axe: false });
  const one = client('one');
  const other = client('other');
  await pause(500);
  one.get('profile').put({ name: 'Ada', age: 36, admin: true, gone: null, note: 'é “😀”' });
  one.get('list').set({ title: 'first' });
  one.get('list').set({ title: 'second', nested: { deep: { deeper: 1.5e-7 } } });
  for (let i = 0; i < 40; i++) one.get('counter').get(`k${i}`).put(i);
  other.get('profile').on(() => {});
  other.get('profile').get('name').once(() => {});
  other.get('list').map().once(() => {});
  other.get('nothing').once(() => {});
  other.get({ '.': { '*': 'k1' }, '#': 'counter' }).once(() => {});
  other.get('counter').get({ '.': { '>': 'k1', '<': 'k3' }, '%': 5000 }).map().once(() => {});
  await pause(1000);
  other.get('profile').get('age').put(37);
  const SEA = Gun.SEA;
  const pair = await SEA.pair();
  const guest = await SEA.pair();
  await new Promise((done) => one.user().create('alice', 'a long password', done));
  await new Promise((done) => one.user().auth('alice', 'a long password', done));
  one.user().get('public').put('signed');
  one.user().get('secret').put(await SEA.encrypt('hidden', pair));
  const certificate = await SEA.certify(guest.pub, { '*': 'inbox' }, pair);
  await new Promise((done) => other.user().auth(guest, done));
  other.get(`~${pair.pub}`).get('inbox').put('hello', null, { opt: { cert: certificate } });
  const text = 'content';
  other.get('#').get(await SEA.work(text, null, null, { name: 'SHA-256' })).put(text);
  await pause(1500);
}
