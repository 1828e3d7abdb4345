// Asking wakes the service worker; a panel that stays open asks again when the worker is away.
const list = document.querySelector('ul');
const form = document.querySelector('form');

async function show() {
  const tabs = await chrome.runtime.sendMessage({ op: 'tabs' });
  list.replaceChildren(
    ...tabs.map(([id, { url }]) => {
      const item = document.createElement('li');
      item.id = id;
      item.textContent = url;
      return item;
    }),
  );
}

chrome.runtime.onMessage.addListener(({ changed }) => void (changed && show()));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const url = form.url.value;
  form.reset();
  chrome.runtime.sendMessage({ op: 'save', id: url.replace(/\W+/g, '-'), tab: { url } });
});
show();
