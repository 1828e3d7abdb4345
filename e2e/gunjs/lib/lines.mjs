import { createInterface } from 'node:readline';
import { now } from './clock.mjs';

const write = (line) => process.stdout.write(JSON.stringify(line) + '\n');

// Requests come as JSON lines on standard input and are answered by lines with the same `id`; lines
// without an `id` are events. `make` takes what emits an event, and returns the operations by name.
export function converse(make) {
  const session = make((event) => write({ at: now(), ...event }));

  async function answer(request) {
    const { id, op } = request;
    try {
      const operation = session[op];
      if (!operation) throw new Error(`unknown op ${op}`);
      write({ id, ...(await operation(request)) });
    } catch (error) {
      write({ id, error: String(error?.message ?? error) });
    }
  }

  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  lines.on('line', (line) => {
    if (line.trim() !== '') answer(JSON.parse(line));
  });
  // The driver has gone away: do not outlive it.
  lines.on('close', () => process.exit(0));
}
