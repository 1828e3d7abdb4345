// gun.js as a browser has it: gun.js and sea.js and nothing of the Node server's extras.
import { createRequire } from 'node:module';

// gun.js greets on the console; standard output belongs to the protocol.
console.log = console.error;

const require = createRequire(import.meta.url);
export const Gun = require('gun/gun.js');
export const SEA = require('gun/sea.js');
