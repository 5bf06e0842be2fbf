// Messages of the server: a JSON header, then arrays of numbers. See payload.py for the layout.

/** Return the header of a message and its length in bytes. */
function readHeader(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  return { header: JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))), length };
}

/** Return the header of a message and a function that hands out its arrays. */
function unpack(bytes, shared = []) {
  const { header, length } = readHeader(bytes);
  // A copy, since the bytes of a message may start at an odd place.
  const { buffer } = bytes.slice(4 + length);
  const floats = new Float32Array(buffer, 0, header.floats);
  const halves = new Uint16Array(buffer, 4 * header.floats, header.halves);
  const colours = new Uint8Array(buffer, 4 * header.floats + 2 * header.halves);
  const array = (reference) => {
    if (reference.shared !== undefined) return shared[reference.shared];
    const size = reference.shape.reduce((product, axis) => product * axis, 1);
    const part = (numbers) => numbers.subarray(reference.start, reference.start + size);
    const { half, byte, shape } = reference;
    return { values: half ? whole(part(halves)) : part(byte ? colours : floats), shape };
  };
  return { header, array };
}

/** Return the arrays that the moments of a scene share; some are read off an earlier one. */
function readShared(references, array) {
  const read = [];
  for (const reference of references) {
    const { late, of, shape } = reference;
    if (late) read.push({ values: null, shape }); // still to come
    else read.push(of === undefined ? array(reference) : everySoMany(read[of], reference));
  }
  return read;
}

/** Return a stack of matrices with every so many points of each, each as one row. */
function everySoMany({ values, shape: [slices, rows, columns] }, { every, shape }) {
  const thin = new Float32Array(shape[0] * shape[1]);
  let next = 0;
  for (let slice = 0; slice < slices; slice += 1) {
    for (let row = 0; row < rows; row += every) {
      for (let column = 0; column < columns; column += every) {
        thin[next] = values[(slice * rows + row) * columns + column];
        next += 1;
      }
    }
  }
  return { values: thin, shape };
}

/** Return float16 numbers as float32: sign, 5 bits of exponent, 10 bits of fraction. */
function whole(halves) {
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 31) return fraction ? NaN : sign * Infinity;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

/** Return row `position` of an array: a number, a vector, or a matrix as a list of rows. */
function rowOf({ values, shape }, position) {
  if (shape.length === 1) return values[position];
  const size = values.length / shape[0];
  const row = values.subarray(position * size, (position + 1) * size);
  return shape.length === 2 ? row : matrix(row, shape[2]);
}

function matrix(values, columns) {
  const rows = [];
  for (let start = 0; start < values.length; start += columns) {
    rows.push(values.subarray(start, start + columns));
  }
  return rows;
}

/** Return the slice between two slices of a stack; slices differ little, so a straight line does. */
function between({ values, shape }, place) {
  const size = values.length / shape[0];
  const low = Math.max(0, Math.min(shape[0] - 1, Math.floor(place)));
  const high = Math.min(shape[0] - 1, low + 1);
  const part = Math.max(0, Math.min(1, place - low));
  if (part === 0) return rowOf({ values, shape }, low); // 0 · NaN of a neighbour would spoil it
  const slice = new Float32Array(size);
  for (let i = 0; i < size; i += 1) {
    slice[i] = values[low * size + i] * (1 - part) + values[high * size + i] * part;
  }
  return shape.length === 3 ? matrix(slice, shape[2]) : slice;
}

/** Return the sum of the parts of a stack, each as much as it has its share. */
function sumOf({ values, shape }, shares) {
  const size = values.length / shape[0];
  const sum = new Float32Array(size);
  for (let part = 0; part < shape[0]; part += 1) {
    for (let i = 0; i < size; i += 1) sum[i] += shares[part] * values[part * size + i];
  }
  return shape.length === 3 ? matrix(sum, shape[2]) : sum;
}

/** Return a move ready for look-ups: a function from position to what the attribute becomes. */
function lookUp(move, array) {
  const values = move.values && array(move.values);
  const index = move.index && array(move.index).values;
  const last = { place: NaN, slice: null }; // a field that stays is not drawn again
  switch (move.kind) {
    case "rows":
      return (position) => rowOf(values, position);
    case "blend": {
      const blend = (position) => {
        if (!values.values) return undefined; // still to come
        if (index[position] !== last.place) {
          last.place = index[position];
          last.slice = between(values, last.place);
        }
        return last.slice;
      };
      return Object.assign(blend, { of: values, at: (position) => index[position] });
    }
    case "mix": {
      const table = array(move.index);
      return (position) => {
        const shares = rowOf(table, position);
        if (!isSame(shares, last.place)) {
          last.place = shares;
          last.slice = sumOf(values, shares);
        }
        return last.slice;
      };
    }
    case "prefix":
      return (position) => values.values.subarray(0, index[position]);
    case "row_prefix":
      return (position) => rowOf(values, position).subarray(0, move.count);
    case "choice":
      return (position) => move.options[Math.round(index[position])];
    default:
      throw new Error(`unknown move ${move.kind}`);
  }
}

/** Return a sweep of the header with all its arrays ready for look-ups. */
function readSweep(sweep, array) {
  const quantities = Object.entries(sweep.quantities).map(([name, ref]) => [name, array(ref).values]);
  const moves = Object.entries(sweep.moves).flatMap(([picture, targets]) =>
    Object.entries(targets).map(([target, move]) => {
      const dot = target.indexOf(".");
      return [picture, target.slice(0, dot), target.slice(dot + 1), lookUp(move, array)];
    }),
  );
  return { quantities, moves };
}

/** Return what the positions of the controls lead to in a moment, and where the controls stand. */
function readSweeps({ joint, sweeps, settings }, array) {
  return {
    joint: readSweep(joint.sweep, array),
    firstRows: new Map(Object.entries(joint.first_rows)),
    sweeps: new Map(sweeps.map(([key, sweep]) => [key, readSweep(sweep, array)])),
    settings,
  };
}

/** Return the grids of a moment by the keys of their points. */
function readGrids(grids, array) {
  const read = ([key, grid]) => [key, { ...grid, sweep: readSweep(grid.sweep, array) }];
  return new Map(Object.entries(grids).map(read));
}
