// One Chromium, and what its pages and its extension do. README.md lists the operations.
import { browser } from './lib/browser.mjs';
import { converse } from './lib/lines.mjs';

converse(browser);
