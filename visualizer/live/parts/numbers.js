// Numbers as people read and write them. Display only: nothing is computed here.

const MINUS = "\u2212";

/** Return `value` with a fixed number of digits; beyond a million as a power of ten. */
function fixed(value, digits, signed = false) {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value < 0 ? `${MINUS}∞` : "∞";
  const size = Math.abs(value);
  let text = size >= 1e6 ? size.toExponential(2).replace("e+", "e") : size.toFixed(digits);
  const zero = Number(text) === 0;
  if (value < 0 && !zero) return MINUS + text;
  return signed && !zero ? `+${text}` : text;
}

/** Return `value` as `quantity` shows it everywhere. A choice is written by templates.js. */
function written(value, quantity) {
  if (quantity.style === "percent") {
    return Number.isNaN(value) ? "–" : `${fixed(value * 100, quantity.digits, quantity.signed)}\u202f%`;
  }
  if (quantity.style === "integer") return fixed(Math.round(value), 0, quantity.signed);
  if (quantity.fine) return visible(value, quantity.digits);
  return fixed(value, quantity.digits, quantity.signed);
}

/** Return the digits of a float32 value: those of its control, or more if it is finer. */
function exact(value, digits) {
  const short = value.toFixed(digits);
  const fine = Number(value.toPrecision(7)); // all that float32 holds
  return (Number(short) === fine ? short : String(fine)).replace("-", MINUS);
}

/** Return `value` with a fixed number of digits, or with its own where those would make it a 0. */
function visible(value, digits) {
  const text = fixed(value, digits);
  return value !== 0 && Number(text.replace(MINUS, "")) === 0 ? exact(value, digits) : text;
}

/** Return the number that someone typed, with a point or a comma; NaN if it is none. */
function typed(text) {
  const plain = text.trim().replace(/[\u2212\u2013]/g, "-").replace(/[\s\u202f']/g, "");
  const pointed = plain.includes(".") ? plain : plain.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(pointed) ? Number(pointed) : NaN;
}
