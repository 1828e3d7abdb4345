import { chromium } from 'playwright-core';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { file, site, typeOf } from './site.mjs';

const LOOPBACK = /^(127\.0\.0\.1|localhost)$/;

// What the driver can ask of a browser, by name. A page is named by the driver, and so is the
// profile that it belongs to: what one profile keeps, another does not see. `emit` sends an event.
export function browser(emit) {
  const folder = mkdtempSync(join(tmpdir(), 'gunrelay-browser-'));
  const profiles = new Map();
  const pages = new Map();
  let own;
  let devTools;

  async function profile(name) {
    if (!profiles.has(name)) {
      const context = await own.browser().newContext();
      context.setDefaultTimeout(20_000);
      await keepHere(context);
      profiles.set(name, context);
    }
    return profiles.get(name);
  }

  const opened = ({ page }) => {
    if (!pages.has(page)) throw new Error(`there is no page ${page}`);
    return pages.get(page);
  };

  return {
    // `hosts` says for `host:port` what is dialed in its place; no other name is looked up. `trust`
    // lists hashes of the keys of certificates that are trusted although nobody vouches for them.
    async launch({ program, hosts = {}, trust = [] }) {
      const rules = Object.entries(hosts).map(([from, to]) => `MAP ${from} ${to}`);
      rules.push('MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost');
      own = await chromium.launchPersistentContext(folder, {
        executablePath: program,
        headless: true,
        // Chromium's sandbox does not run as root; what runs here is gun.js and its examples.
        chromiumSandbox: process.getuid() !== 0,
        ignoreDefaultArgs: ['--disable-extensions'],
        args: [
          '--enable-unsafe-extension-debugging',
          `--host-resolver-rules=${rules.join(', ')}`,
          ...(trust.length ? [`--ignore-certificate-errors-spki-list=${trust.join(',')}`] : []),
        ],
      });
      own.setDefaultTimeout(20_000);
      // Registered after Playwright's own, which ends the browser.
      process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
      profiles.set('own', own);
      await keepHere(own);
      devTools = await own.browser().newBrowserCDPSession();
      return { version: own.browser().version() };
    },

    async serve({ relay }) {
      return { origin: await site({ relay }) };
    },

    async open({ page: name, profile: of, url }) {
      const page = await (await profile(of)).newPage();
      pages.set(name, page);
      page.on('pageerror', (error) => console.error(`${name}: ${error.stack ?? error}`));
      page.on('console', (line) => line.type() === 'error' && console.error(`${name}: ${line.text()}`));
      await page.exposeFunction('emit', (event) => emit({ page: name, ...event }));
      await page.goto(url);
      return {};
    },

    async reload(request) {
      await opened(request).reload();
      return {};
    },

    // Closes the page without a farewell to it.
    async shut(request) {
      await opened(request).close();
      pages.delete(request.page);
      return {};
    },

    // An operation of the gun.js client in a page.
    async ask(request) {
      const page = opened(request);
      const { op } = request.request;
      if (op === 'disconnect') await page.context().setOffline(true);
      if (op === 'connect') await page.context().setOffline(false);
      await page.waitForFunction(() => window.ask);
      return page.evaluate((asked) => window.ask(asked), request.request);
    },

    async click(request) {
      await opened(request).locator(request.selector).click();
      return {};
    },

    // Types key after key at the end of what is there; `enter` ends it with that key. Applications that
    // put a field while it is typed in, and show in it what they put, may undo a key when they are slow:
    // whoever types looks at it, and types it once more.
    async type(request) {
      const field = opened(request).locator(request.selector);
      const before = await field.inputValue();
      for (let tries = 0; tries < 3 && (await field.inputValue()) !== before + request.text; tries++) {
        if (tries) await field.fill(before);
        if (before) await field.press('End');
        await field.pressSequentially(request.text, { delay: 20 });
        await field.page().waitForTimeout(100);
      }
      if (request.enter) await field.press('Enter');
      return {};
    },

    // Waits until an element has the text, or the text as its value.
    async see(request) {
      const { selector, text } = request;
      const page = opened(request);
      try {
        await page.waitForFunction(
          (wanted) =>
            [...document.querySelectorAll(wanted.selector)].some((element) =>
              (element.value || element.innerText).includes(wanted.text),
            ),
          { selector, text },
        );
      } catch (error) {
        const there = await page.$$eval(selector, (all) => all.map((one) => one.value || one.innerText));
        throw new Error(`no ${selector} shows ${text}, but: ${JSON.stringify(there)}`, { cause: error });
      }
      return {};
    },

    async hidden(request) {
      await opened(request).locator(request.selector).waitFor({ state: 'hidden' });
      return {};
    },

    // The value of an expression, once it is there.
    async evaluate(request) {
      return { value: await opened(request).evaluate(request.expression) };
    },

    // Loads the extension, with gun.js and sea.js as they are beside its own scripts.
    async extend() {
      const unpacked = join(folder, 'unpacked');
      cpSync(fileURLToPath(new URL('../extension', import.meta.url)), unpacked, { recursive: true });
      for (const name of ['gun.js', 'sea.js']) cpSync(file(`/gun/${name}`), join(unpacked, name));
      const { id } = await devTools.send('Extensions.loadUnpacked', { path: unpacked });
      return { extension: id };
    },

    // Ends every service worker, as the browser does to idle ones.
    async stopWorkers() {
      const { targetInfos } = await devTools.send('Target.getTargets');
      const workers = targetInfos.filter(({ type }) => type === 'service_worker');
      for (const { targetId } of workers) await devTools.send('Target.closeTarget', { targetId });
      return { stopped: workers.length };
    },

    async close() {
      await own?.close();
      setImmediate(() => process.exit(0));
      return {};
    },
  };
}

// Requests to other hosts never leave this machine: a file of the gun package comes from the one
// that is installed here, whichever host it is asked of, and nothing else comes at all.
async function keepHere(context) {
  await context.route(
    (url) => /^https?:$/.test(url.protocol) && !LOOPBACK.test(url.hostname),
    (route) => {
      const { pathname } = new URL(route.request().url());
      if (!pathname.startsWith('/npm/gun/')) return route.abort();
      const path = file(pathname.slice('/npm'.length));
      return route.fulfill({ path, contentType: typeOf(path) });
    },
  );
}
