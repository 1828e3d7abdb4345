import { Gun, SEA } from './gun.mjs';
import { dialer } from './dialer.mjs';

// What `operations` needs of the place that a client lives in: here, a Node process.
export const node = {
  Gun,
  SEA,
  network: dialer,
  // Nothing is kept on or read from this machine; other processes here are not found by multicast.
  options: { localStorage: false, radisk: false, multicast: false, axe: false },
  rssBytes: () => process.memoryUsage().rss,
  end: () => setImmediate(() => process.exit(0)),
};
