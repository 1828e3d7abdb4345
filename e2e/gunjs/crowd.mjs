// Many unmodified gun.js clients in one process, each with a socket of its own. README.md lists the
// operations.
import { converse } from './lib/lines.mjs';
import { crowd } from './lib/crowd.mjs';

converse(crowd);
