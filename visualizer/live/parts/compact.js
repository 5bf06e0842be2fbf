// Messages that come through a page are made small for their way; see compact.py for the layout.

let lastRead = Promise.resolve();

/** Return a message as it was before it was made small, once those that came earlier are read. */
function expandInTurn(small) {
  const whole = lastRead.then(() => expand(small));
  lastRead = whole.catch(() => {});
  return whole;
}

/** Return a message as it was before it was made small. */
async function expand(small) {
  const packed = new Blob([small]).stream().pipeThrough(new DecompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const { header, length } = readHeader(bytes);
  const whole = bytes.slice();
  const middle = 4 + length + 4 * header.floats;
  sum(bytes.subarray(4 + length, middle), new Uint32Array(header.floats), whole, 4 + length);
  sum(bytes.subarray(middle), new Uint16Array(header.halves), whole, middle);
  return whole;
}

/** Put the numbers whose differences stand in `planes`, lowest bytes first, into a message. */
function sum(planes, values, message, start) {
  const count = values.length;
  let last = 0;
  for (let i = 0; i < count; i += 1) {
    for (let byte = 0; byte < values.BYTES_PER_ELEMENT; byte += 1) {
      last += planes[byte * count + i] * 2 ** (8 * byte);
    }
    values[i] = last; // of a sum that is too large the lowest bits are taken
    last = values[i];
  }
  message.set(new Uint8Array(values.buffer), start);
}
