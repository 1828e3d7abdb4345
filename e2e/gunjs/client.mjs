// One unmodified gun.js client in a process of its own. README.md lists the operations.
import { converse } from './lib/lines.mjs';
import { node } from './lib/node.mjs';
import { operations } from './lib/operations.mjs';

converse((emit) => operations(emit, node));
