// Keeps an application of gun.js in touch with a fleet of relays, whatever becomes of one of them.
//
// gun.js dials once after a loss, two seconds later, and then never again; and a connection whose
// other end went without a word (a cut cable, a laptop that slept) it takes for a good one for as
// long as the system does. What follows dials until something answers, the next entry each time,
// and leaves a connection that has fallen silent. Hand-overs by a relay are left to gun.js.
//
// It reaches into `gun._.opt`, as gun.js has no other way, and is tested with gun 0.2020.1241.

const OPEN = 1;

/**
 * Has `gun` always connected, or dialling, as long as the returned function is not called.
 *
 * @param gun made with `Gun({peers: [entries[0]]})`
 * @param entries URLs of the fleet's entries, the nearest first; one is enough for trying again
 * @param options times in milliseconds: `dialMs` is what a dial may take, `answerMs` how long a
 *     relay may say nothing to a client that asks, `silentMs` to one that does not (relays say
 *     something every twenty seconds), `pauseMs` and `longestPauseMs` the pauses between dials
 * @return a function that ends this; connections stay as they are
 */
export function stayConnected(gun, entries, options = {}) {
  const { dialMs = 4000, answerMs = 4000, silentMs = 45_000 } = options;
  const { pauseMs = 500, longestPauseMs = 10_000 } = options;
  const { opt } = gun._;
  const urls = entries.map((url) => url.replace(/^http/, 'ws'));
  const since = new Map(); // peers that are dialled, and since when
  const lines = new Map(); // peers that are connected, and what is known of their line
  let nextUrl = urls.length > 1 ? 1 : 0;
  let failures = 0;
  let dialAt = 0;

  const dial = opt.wire;
  opt.wire = opt.mesh.wire = (peer) => {
    since.set(peer, Date.now());
    return dial(peer);
  };
  Object.values(opt.peers).forEach((peer) => (peer.met ? watch(peer) : since.set(peer, Date.now())));

  gun.on('hi', function (peer) {
    this.to.next(peer);
    if (peer.wire) watch(peer);
  });
  gun.on('bye', function (peer) {
    this.to.next(peer);
    clearTimeout(peer.defer); // gun.js' own dial
    lost(peer);
  });

  function watch(peer) {
    since.delete(peer);
    failures = 0;
    const line = { heardAt: Date.now(), askedAt: undefined, probed: false };
    lines.set(peer, line);
    const { wire } = peer;
    wire.addEventListener('message', () => {
      Object.assign(line, { heardAt: Date.now(), askedAt: undefined, probed: false });
    });
    const send = wire.send;
    wire.send = (...args) => {
      line.askedAt ??= Date.now();
      return send.apply(wire, args);
    };
  }

  function lost(peer) {
    const dialled = since.delete(peer);
    if (!lines.delete(peer) && !dialled) return;
    const pause = Math.min(pauseMs * 2 ** failures++, longestPauseMs);
    dialAt = Date.now() + pause * (0.5 + Math.random());
  }

  function leave(peer) {
    if (peer.wire) peer.wire.onclose = peer.wire.onerror = null; // or gun.js would dial it again
    opt.mesh.bye(peer);
    lost(peer);
  }

  const timer = setInterval(() => {
    const now = Date.now();
    for (const [peer, at] of since) {
      const alive = peer.wire && peer.wire.readyState <= OPEN;
      if (!alive || now - at > dialMs) leave(peer);
    }
    for (const [peer, line] of lines) {
      if (peer.wire?.readyState !== OPEN) continue; // its closing is on the way
      const asked = line.askedAt === undefined ? 0 : now - line.askedAt;
      if (asked > answerMs || now - line.heardAt > silentMs) leave(peer);
      else if (asked > answerMs / 2 && !line.probed) {
        line.probed = true; // a put may rightly wait for its acknowledgement, this may not
        opt.mesh.say({ dam: '?', pid: opt.pid }, peer);
      }
    }
    if (lines.size === 0 && since.size === 0 && now >= dialAt) {
      const url = urls[nextUrl++ % urls.length];
      opt.mesh.hi({ url, id: url });
    }
  }, 250);
  return () => clearInterval(timer);
}

/**
 * Puts until a relay has acknowledged it: gun.js sends a put once, and what is on the way when a
 * connection ends is not sent again; in a browser it says that a put is done when localStorage has
 * it, whether or not a relay does. A put that is sent again is newer than it was.
 *
 * @param chain where to, as `gun.get('tabs').get('first')`
 * @param againMs after how many milliseconds without an answer it is sent again
 * @return a promise of the acknowledgement; it fails with a relay's refusal
 */
export function putUntilAcknowledged(chain, value, againMs = 5000) {
  return new Promise((resolve, reject) => {
    let timer;
    const put = () => {
      timer = setTimeout(put, againMs);
      const heard = (ack) => {
        if (!ack._?.via) return; // no relay's: localStorage's, or gun.js tells that nobody answered
        clearTimeout(timer);
        if (ack.err) reject(new Error(ack.err));
        else resolve(ack);
      };
      chain.put(value, heard, { acks: 9 }); // it shall go on listening after localStorage's
    };
    put();
  });
}

/**
 * The URLs of a fleet's entries, as any of them tells them.
 *
 * @param entry an entry's URL
 * @param region whose entry shall be the first; without one the fleet's own is
 */
export async function entriesOf(entry, region) {
  const known = new URL('/.well-known/gun-relay.json', entry.replace(/^ws/, 'http'));
  const { entries } = await (await fetch(known)).json();
  const rank = (one) => (one.region === region && !one.servedBy ? 0 : 1);
  return entries.sort((a, b) => rank(a) - rank(b)).map(({ url }) => url);
}
