import net from 'node:net';
import tls from 'node:tls';
import WebSocket from 'ws';

// A WebSocket class for gun.js' option of that name. It can trust further certificate authorities,
// dial an address other than the URL's (the URL's host still names the virtual host and the
// certificate; `dial` is one address, or one for each host), and be unplugged as a network cable is.
export function dialer({ ca, dial, headers }) {
  const open = new Set();
  let plugged = true;

  class Dialed extends WebSocket {
    constructor(url) {
      const secure = String(url).startsWith('wss:');
      const address = typeof dial === 'object' ? dial[new URL(url).hostname] : dial;
      super(url, { ca, headers, createConnection: address ? connectTo(address, secure) : undefined });
      open.add(this);
      this.on('close', () => open.delete(this));
      // Without a listener an error before gun.js sets its own would end the process.
      this.on('error', () => {});
      if (!plugged) this.terminate();
    }
  }

  return {
    WebSocket: Dialed,
    sockets: () => open.size,
    unplug() {
      plugged = false;
      for (const socket of open) socket.terminate();
    },
    plug() {
      plugged = true;
    },
  };
}

function connectTo(dial, secure) {
  const { hostname, port } = new URL(`tcp://${dial}`);
  return (options) => {
    const target = { ...options, host: hostname, port: Number(port || options.port), path: undefined };
    if (!secure) return net.connect(target);
    const servername = net.isIP(options.host) ? '' : options.host;
    return tls.connect({ ...target, servername });
  };
}
