import { member } from './member.mjs';

// What the driver can ask of a crowd, by name.
export function crowd() {
  const members = [];

  return {
    open({ peers, ca, dial, stay, count }) {
      for (let i = 0; i < count; i++) members.push(member(members.length, { peers, ca, dial, stay }));
      return {};
    },

    // Each writes a key, waits for its answer, waits `everyMs`, and writes the next.
    write({ everyMs }) {
      members.forEach((one) => one.write(everyMs));
      return {};
    },

    // Ends the writing; answers when no answer is awaited any more.
    async rest() {
      await Promise.all(members.map((one) => one.rest()));
      const acknowledged = {};
      for (const one of members) acknowledged[one.soul] = one.acknowledged;
      return { acknowledged, unanswered: sum(members, (one) => one.unanswered()) };
    },

    listen({ soul, key }) {
      members.forEach((one) => one.listen(soul, key));
      return {};
    },

    stats() {
      return {
        connected: members.filter((one) => one.connected()).length,
        adrift: members.filter((one) => !one.connected()).map((one) => one.adrift()),
        heard: members.map((one) => one.heard() ?? null),
        awayMs: members.flatMap((one) => one.awayMs),
        rssBytes: process.memoryUsage().rss,
      };
    },

    close() {
      setImmediate(() => process.exit(0));
      return {};
    },
  };
}

const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);
