import { Gun } from './gun.mjs';
import { dialer } from './dialer.mjs';
import { now } from './clock.mjs';
import { stayConnected } from '../../../clients/stay-connected.mjs';

// gun.js gives a put up after nine seconds, and sometimes says nothing at all, as when it had no
// peer at the time; a member goes on with the next key sooner.
const LACK_MS = 3000;

const STATES = ['connecting', 'open', 'closing', 'closed'];

const overWebSocket = (url) => url.replace(/^http/, 'ws');

// One client of a crowd: it writes to a soul of its own, and keeps what was acknowledged.
export function member(number, { peers, ca, dial, stay }) {
  const soul = `member-${number}`;
  const acknowledged = {};
  const awayMs = [];
  const linked = new Set();
  let leftAt = now();
  let met = false;
  let heard;
  let unanswered = 0;
  let writing;
  let next = 0;

  const gun = Gun({
    peers: stay ? peers.slice(0, 1).map(overWebSocket) : peers.map(overWebSocket),
    WebSocket: dialer({ ca, dial }).WebSocket,
    localStorage: false,
    radisk: false,
    multicast: false,
    axe: false,
  });
  if (stay) stayConnected(gun, peers, stay);
  gun.on('hi', function (peer) {
    this.to.next(peer);
    if (linked.size === 0 && met) awayMs.push(now() - leftAt);
    met = true;
    linked.add(peer.url);
  });
  gun.on('bye', function (peer) {
    this.to.next(peer);
    if (linked.delete(peer.url) && linked.size === 0) leftAt = now();
  });

  const put = (key, value) =>
    new Promise((resolve) => {
      setTimeout(() => resolve(false), LACK_MS);
      gun.get(soul).get(key).put(value, (ack) => resolve(!ack.err));
    });

  async function write(everyMs) {
    while (writing.going) {
      const key = `k${next++}`;
      const value = `${soul} ${key}`;
      if (await put(key, value)) acknowledged[key] = value;
      else unanswered++;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  return {
    soul,
    acknowledged,
    awayMs,
    connected: () => linked.size > 0,
    // What became of it otherwise: the state of its socket, and since when it has been away.
    adrift: () => ({
      sockets: Object.values(gun._.opt.peers).map(({ wire }) => STATES[wire?.readyState] ?? 'none'),
      awayMs: Math.round(now() - leftAt),
    }),
    heard: () => heard,
    unanswered: () => unanswered,
    listen: (of, key) => gun.get(of).get(key).on((value) => (heard = value)),
    write(everyMs) {
      writing = { going: true };
      writing.end = write(everyMs);
    },
    async rest() {
      if (!writing) return;
      writing.going = false;
      await writing.end;
    },
  };
}
