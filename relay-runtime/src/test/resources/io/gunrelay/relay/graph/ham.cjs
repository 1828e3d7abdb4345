// Asks gun.js which of two values of one state it keeps. Standard input: a JSON array of pairs of JSON
// texts. Standard output: a JSON array of the texts that JSON.stringify prints for what was kept.
// The argument is the folder of the package "gun".
const log = console.log;
console.log = () => {};
const Gun = require(process.argv[2] + '/gun.js');
console.log = log;

const gun = Gun({ localStorage: false, radisk: false, axe: false, multicast: false, peers: {} });
const state = 1700000000000.001;
let messages = 0;

function put(index, text) {
  const soul = 's' + index;
  gun._.on('in', {
    // All of one length: gun.js takes m10 for a part of m1.
    '#': 'm' + String(++messages).padStart(8, '0'),
    put: { [soul]: { _: { '#': soul, '>': { k: state } }, k: JSON.parse(text) } },
  });
}

function kept(index) {
  const node = gun._.graph['s' + index];
  return node && 'k' in node ? JSON.stringify(node.k) : null;
}

async function until(condition) {
  const deadline = Date.now() + 30000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('gun.js did not take the values');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function main() {
  let input = '';
  for await (const chunk of process.stdin) input += chunk;
  const pairs = JSON.parse(input);
  pairs.forEach(([first], index) => put(index, first));
  await until(() => pairs.every((_, index) => kept(index) !== null));
  pairs.forEach(([, second], index) => put(index, second));
  // gun.js works its messages off in order: when this one is there, so are those before.
  put(pairs.length, '1');
  await until(() => kept(pairs.length) !== null);
  process.stdout.write(JSON.stringify(pairs.map((_, index) => kept(index))), () => process.exit(0));
}

main();
