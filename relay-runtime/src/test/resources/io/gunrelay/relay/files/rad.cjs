// Writes what standard input lists, [[soul, key, encoded value, state], …], as a file of RAD's own
// text: as gun.js did before its radisk wrote JSON, with its own functions.
const fs = require('fs');
const [gun, file] = process.argv.slice(2);
const Radisk = require(gun + '/lib/radisk');
const escape = String.fromCharCode(27);
const tree = Radisk.Radix();
for (const [soul, key, value, state] of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  // Radisk.encode of this version forgets where a link leads.
  const link = value && value['#'];
  const text = link ? escape + '#' + link + escape : Radisk.encode(value, null, escape);
  tree(soul + escape + key, text + '>' + Radisk.encode(state, null, escape));
}
let text = '';
Radisk.Radix.map(tree, (value, name, branch, above) => {
  text += Radisk.encode(above.length) + '#' + Radisk.encode(branch);
  text += (value === undefined ? '' : ':' + Radisk.encode(value)) + '\n';
}, true);
fs.writeFileSync(file, text);
