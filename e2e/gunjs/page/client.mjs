// An unmodified gun.js client in a page, as applications have it: it keeps what it knows in
// localStorage. The driver calls `ask`; `emit` is the driver's.
import { operations } from '/lib/operations.mjs';

function network() {
  const open = new Set();

  class Counted extends WebSocket {
    constructor(url) {
      super(url);
      open.add(this);
      this.addEventListener('close', () => open.delete(this));
    }
  }

  return {
    WebSocket: Counted,
    sockets: () => open.size,
    // A browser that is told to be offline opens no connections, and keeps those that it has.
    unplug: () => open.forEach((socket) => socket.close()),
    plug() {},
  };
}

const session = operations((event) => window.emit(event), {
  Gun: window.Gun,
  SEA: window.SEA,
  network,
  options: {},
  rssBytes: () => performance.memory?.usedJSHeapSize ?? 0,
  end() {},
});

window.ask = (request) => session[request.op](request);
