// gun.js looks for a window, which a service worker does not have.
self.window = self;
importScripts('gun.js', 'sea.js');

// A worker that was stopped begins anew, with nothing but what storage holds: `settings` (the
// relay's URL and the user's key pair) and `outbox` (tabs that no relay has acknowledged).
const storage = chrome.storage.local;
const tabs = new Map();
let gun;
let user;
let pair;
let ready = storage.get('settings').then(({ settings }) => settings && begin(settings));

// Wakes the worker if it was stopped, or lost its connection and then its life.
chrome.alarms.create('dial', { periodInMinutes: 0.5 });
chrome.alarms.onAlarm.addListener(() => ready);

// Listeners must be there when the script has run: what woke the worker is told to them then.
chrome.runtime.onMessage.addListener((request, _sender, answer) => {
  ready.then(() => operations[request.op](request)).then(answer);
  return true;
});

const operations = {
  async configure({ settings }) {
    await storage.set({ settings });
    await (ready = begin(settings));
    return {};
  },
  async save({ id, tab }) {
    const entry = { id, sealed: tab && (await SEA.encrypt(tab, pair)), state: Gun.state() };
    await changeOutbox((outbox) => outbox.push(entry));
    send(entry);
    return {};
  },
  tabs: () => [...tabs],
};

async function begin({ relay, pair: keys }) {
  pair = keys;
  gun = Gun({ peers: [relay], localStorage: false });
  user = gun.user();
  await new Promise((done) => user.auth(pair, done));
  user.get('tabs').map().on(show);
  // What was written while nobody listened is sent when somebody does.
  gun.on('hi', async function (peer) {
    this.to.next(peer);
    ((await storage.get('outbox')).outbox ?? []).forEach(send);
  });
  // gun.js dials again once, two seconds after a close. While a relay hands it over it has no peer
  // either, for a moment: so only what is missing at a second look is dialled.
  let missing = false;
  setInterval(() => {
    const none = Object.keys(gun._.opt.peers).length === 0;
    if (none && missing) gun._.opt.mesh.hi(relay);
    missing = none && !missing;
  }, 3000);
}

// With the state of its first writing, so that it does not undo what others wrote since.
function send(entry) {
  const { id, sealed, state } = entry;
  user.get('tabs').get(id).put(
    sealed,
    (ack) => ack.err || changeOutbox((outbox) => remove(outbox, state)),
    { state },
  );
}

function remove(outbox, state) {
  const index = outbox.findIndex((entry) => entry.state === state);
  if (index >= 0) outbox.splice(index, 1);
}

// One change after the other.
let changes = Promise.resolve();
function changeOutbox(change) {
  return (changes = changes.then(async () => {
    const { outbox = [] } = await storage.get('outbox');
    change(outbox);
    await storage.set({ outbox });
  }));
}

async function show(sealed, id) {
  const tab = sealed && (await SEA.decrypt(sealed, pair));
  if (tab) tabs.set(id, tab);
  else tabs.delete(id);
  chrome.runtime.sendMessage({ changed: id }).catch(() => {}); // nobody looks
}
