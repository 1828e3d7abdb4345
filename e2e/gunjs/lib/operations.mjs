import { now } from './clock.mjs';
import { entriesOf, putUntilAcknowledged, stayConnected } from '../../../clients/stay-connected.mjs';

// What the driver can ask of a client, by name. Every operation takes the request and returns the
// members of its answer. `emit` sends an event. `place` is where the client lives: a Node process
// (node.mjs), or a page of a browser (page/client.mjs).
export function operations(emit, place) {
  const { Gun, SEA } = place;
  let gun;
  let network;
  let urls = [];
  let stopStaying = () => {};
  const linked = new Set();
  const subscriptions = new Set();

  const opened = () => {
    if (!gun) throw new Error('open comes first');
    return gun;
  };
  const at = ({ path, user }) =>
    path.reduce((chain, key) => chain.get(key), user ? opened().user() : opened());
  const connected = () => Object.values(gun._.opt.peers).filter((peer) => peer.met);

  return {
    open({ peers = [], ca, dial: address, headers, stay, options = {} }) {
      if (gun) throw new Error('open comes once');
      network = place.network({ ca, dial: address, headers });
      urls = peers.map((url) => url.replace(/^http/, 'ws'));
      gun = Gun({
        peers: stay ? urls.slice(0, 1) : urls,
        WebSocket: network.WebSocket,
        ...place.options,
        ...options,
      });
      gun.on('hi', function (peer) {
        this.to.next(peer);
        linked.add(peer.url);
        emit({ event: 'hi', url: peer.url });
      });
      gun.on('bye', function (peer) {
        this.to.next(peer);
        // gun.js says bye after every dial that failed, too.
        if (linked.delete(peer.url)) emit({ event: 'bye', url: peer.url });
      });
      if (stay) stopStaying = stayConnected(gun, urls, stay);
      return { pid: gun._.opt.pid };
    },

    put(request) {
      const sentAt = now();
      return new Promise((resolve) =>
        at(request).put(
          request.data,
          (ack) => resolve(acknowledged(ack, sentAt)),
          request.cert && { opt: { cert: request.cert } },
        ),
      );
    },

    // Again and again, until it is acknowledged or refused.
    insist(request) {
      const sentAt = now();
      return putUntilAcknowledged(at(request), request.data, request.againMs).then(
        (ack) => acknowledged(ack, sentAt),
        ({ message }) => acknowledged({ err: message }, sentAt),
      );
    },

    // Of a fleet, as one of them tells them.
    async entries({ entry, region }) {
      return { entries: await entriesOf(entry, region) };
    },

    // In confidence: gun.js encrypts it, with a key that it keeps locked up beside.
    secret(request) {
      const sentAt = now();
      return new Promise((resolve) =>
        at(request).secret(request.data, (ack) => resolve(acknowledged(ack, sentAt))),
      );
    },

    set(request) {
      const sentAt = now();
      return new Promise((resolve) =>
        at(request).set(request.data, (ack) => resolve(acknowledged(ack, sentAt))),
      );
    },

    // Absent: an answer without `value`.
    once(request) {
      return new Promise((resolve) =>
        at(request).once((data) => resolve({ value: plain(data) }), { wait: request.waitMs ?? 99 }),
      );
    },

    on(request) {
      const { sub, map, once } = request;
      const chain = map ? at(request).map() : at(request);
      subscriptions.add(sub);
      chain[once ? 'once' : 'on']((data, key, _message, listener) => {
        if (!subscriptions.has(sub)) return listener?.off();
        emit({ sub, key, soul: data?._?.['#'], states: data?._?.['>'], value: plain(data) });
      });
      return {};
    },

    off({ sub }) {
      subscriptions.delete(sub);
      return {};
    },

    // A query on the wire, without the chain: `get` is the message's own. Said to the peers alone,
    // as this client's memory would answer first, with the few keys that it happens to hold.
    ask({ get }) {
      return new Promise((resolve) => {
        const message = { get };
        message['#'] = opened()._.ask(({ put, err }) =>
          resolve({ put: put && deepPlain(put), refusal: text(err) }),
        );
        gun._.opt.mesh.say(message);
      });
    },

    // A graph with states of the caller's choice, as another peer would send it. Without peers it
    // is merged by gun.js' HAM here, and nobody acknowledges it.
    graph({ put }) {
      const sentAt = now();
      const message = { put };
      if (urls.length === 0) {
        opened()._.on('in', message);
        return {};
      }
      return new Promise((resolve) => {
        message['#'] = opened()._.ask((ack) => resolve(acknowledged(ack, sentAt)));
        gun._.on('out', message);
      });
    },

    // A node as it stands in this client's memory, with its states.
    peek({ soul }) {
      const node = opened()._.graph[soul];
      return { value: node && deepPlain(node) };
    },

    async sea({ name, args = [] }) {
      return { value: await SEA[name](...args) };
    },

    create({ alias, pass }) {
      return new Promise((resolve) => opened().user().create(alias, pass, (ack) => resolve(known(ack))));
    },

    auth({ alias, pass, pair }) {
      return new Promise((resolve) => {
        const done = (ack) => resolve(known(ack));
        if (pair) opened().user().auth(pair, done);
        else opened().user().auth(alias, pass, done);
      });
    },

    // Signs in whom this tab remembers, and from now on remembers who signs in.
    recall() {
      return new Promise((resolve) => {
        opened().user().recall({ sessionStorage: true }, (ack) => resolve(known(ack)));
        if (!globalThis.sessionStorage?.pair) resolve({});
      });
    },

    leave() {
      opened().user().leave();
      return {};
    },

    disconnect() {
      network.unplug();
      return {};
    },

    connect() {
      network.plug();
      urls.filter((url) => !gun._.opt.peers[url]).forEach((url) => gun._.opt.mesh.hi(url));
      return {};
    },

    stats() {
      return {
        peers: gun ? connected().map(({ url, pid }) => ({ url, pid })) : [],
        sockets: network ? network.sockets() : 0,
        souls: gun ? Object.keys(gun._.graph).length : 0,
        subscriptions: subscriptions.size,
        rssBytes: place.rssBytes(),
      };
    },

    close() {
      stopStaying();
      place.end();
      return {};
    },
  };
}

const text = (error) => (error === undefined || error === null ? undefined : String(error));
const acknowledged = ({ err, lack }, sentAt) => ({ refusal: text(err), lack, sentAt, ackedAt: now() });
const known = ({ err, pub, get, sea, is }) => ({ refusal: text(err), pub: pub ?? sea?.pub ?? is?.pub ?? get });
// gun.js hangs functions on what it passes around; what leaves this process is data alone.
const deepPlain = (value) => JSON.parse(JSON.stringify(value));

function plain(data) {
  if (data === undefined) return undefined;
  const copy = deepPlain(data);
  if (copy && typeof copy === 'object') delete copy._;
  return copy;
}
