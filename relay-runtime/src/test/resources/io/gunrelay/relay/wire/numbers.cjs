// Standard input: {"bits": [doubles' bits in hexadecimal], "texts": [JSON texts of numbers]}.
// Standard output: {"texts": [what JSON.stringify prints for each], "bits": [what JSON.parse reads]}.
const view = new DataView(new ArrayBuffer(8));

function fromBits(hex) {
  view.setBigUint64(0, BigInt('0x' + hex));
  return view.getFloat64(0);
}

function toBits(number) {
  view.setFloat64(0, number);
  return view.getBigUint64(0).toString(16);
}

let input = '';
process.stdin.on('data', (chunk) => (input += chunk));
process.stdin.on('end', () => {
  const { bits, texts } = JSON.parse(input);
  const answer = {
    texts: bits.map((hex) => JSON.stringify(fromBits(hex))),
    bits: texts.map((text) => toBits(JSON.parse(text))),
  };
  process.stdout.write(JSON.stringify(answer));
});
