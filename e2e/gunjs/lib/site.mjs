import { createServer } from 'node:http';
import { createReadStream, statSync } from 'node:fs';
import { connect } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const gun = join(here, 'node_modules/gun');
const root = join(here, '../..');
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
};

// The file that a path of the site stands for: gun.js' own server has its examples at the root, and
// its package below /gun/.
export function file(path) {
  if (path === '/gun.js') return join(gun, 'gun.js');
  if (path.startsWith('/gun/')) return join(gun, path.slice('/gun/'.length));
  if (path.startsWith('/page/') || path.startsWith('/lib/')) return join(here, path);
  if (path.startsWith('/clients/')) return join(root, path);
  return join(gun, 'examples', path);
}

export const typeOf = (name) => types[extname(name)] ?? 'application/octet-stream';

// Serves the pages on a free port of the loopback interface, and passes on to the relay
// (`host:port`) who opens a WebSocket there, as a reverse proxy in front of both does.
export function site({ relay }) {
  const server = createServer((request, response) => {
    const name = file(decodeURIComponent(new URL(request.url, 'http://site').pathname));
    if (!statSync(name, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': typeOf(name), 'cache-control': 'no-store' });
    createReadStream(name).pipe(response);
  });
  server.on('upgrade', (request, socket, head) => forward(relay, request, socket, head));
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)),
  );
}

function forward(relay, { method, url, httpVersion, rawHeaders }, socket, head) {
  if (!relay) return socket.destroy();
  const { hostname, port } = new URL(`tcp://${relay}`);
  const onward = connect(Number(port), hostname, () => {
    let text = `${method} ${url} HTTP/${httpVersion}\r\n`;
    for (let i = 0; i < rawHeaders.length; i += 2) text += `${rawHeaders[i]}: ${rawHeaders[i + 1]}\r\n`;
    onward.write(text + '\r\n');
    onward.write(head);
    socket.pipe(onward).pipe(socket);
  });
  for (const [one, other] of [[socket, onward], [onward, socket]]) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}
