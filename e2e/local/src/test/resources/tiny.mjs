#!/usr/bin/env node
// The smallest thing that can be run as a pod: says its name to clients, echoes what an upgraded
// connection sends, answers probes, counts its starts in its data folder, ends on SIGTERM.
import { createServer } from 'node:http';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const { GUN_RELAY_NAME: name, GUN_RELAY_BIND_ADDRESS: address, GUN_RELAY_DATA_DIR: data } = process.env;
const counter = `${data}/starts`;
const starts = 1 + (existsSync(counter) ? Number(readFileSync(counter, 'utf8')) : 0);
writeFileSync(counter, String(starts));
const config = readFileSync(process.argv[process.argv.indexOf('--config') + 1], 'utf8');

const gun = createServer((request, response) => {
  response.end(JSON.stringify({ name, starts, config, forwarded: request.headers['x-forwarded-for'] }));
});
gun.on('upgrade', (_request, socket, early) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n');
  socket.write(early);
  socket.pipe(socket);
});
gun.listen(8765, address);
createServer((_request, response) => response.end('ok')).listen(9090, address);
process.on('SIGTERM', () => process.exit(0));
