// Numbers as people read and write them. Display only: nothing is computed here.

const MINUS = "\u2212";
const SMALLEST_WRITTEN_OUT = 1e-6; // what is smaller is a power of ten
const FINE = 4; // digits after the point from which on two of a small number have to count

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
  const least = quantity.least || (quantity.digits < FINE ? 1 : 2);
  if (quantity.style === "percent") {
    if (Number.isNaN(value)) return "–";
    return `${counted(value * 100, quantity.digits, least, quantity.signed)}\u202f%`;
  }
  if (quantity.style === "integer") return fixed(Math.round(value), 0, quantity.signed);
  if (quantity.style === "exact") return exact(value, quantity.digits);
  if (quantity.fine) return visible(value, quantity.digits);
  return counted(value, quantity.digits, least, quantity.signed);
}

/** Return `value` with a fixed number of digits, or so many that `least` of them count. */
function counted(value, digits, least, signed = false) {
  const size = Math.abs(value);
  if (!(size > 0 && size < 10 ** (least - 1 - digits))) return fixed(value, digits, signed);
  const plus = signed && value > 0 ? "+" : "";
  const short = value.toPrecision(least);
  if (Math.abs(short) < SMALLEST_WRITTEN_OUT) return plus + String(Number(short)).replaceAll("-", MINUS);
  const power = Math.floor(Math.log10(Math.abs(short)));
  return plus + value.toFixed(least - 1 - power).replaceAll("-", MINUS); // zeros at its end count, too
}

/** Return the text of a number as it stands behind another one: in brackets if it is negative. */
const bracketed = (text) => (text.startsWith(MINUS) ? `(${text})` : text);

/** Return the digits of a float32 value: those of its control, or more if it is finer. */
function exact(value, digits) {
  if (!Number.isFinite(value)) return fixed(value, digits);
  const short = value.toFixed(digits);
  const fine = Number(value.toPrecision(7)); // all that float32 holds
  return (Number(short) === fine ? short : String(fine)).replaceAll("-", MINUS);
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
