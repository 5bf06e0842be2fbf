// Who this tab is in a class: a student by a secret, the teacher by a key. A reload is the same one.

const SEAT = "visualizer.seat"; // in sessionStorage, which belongs to this tab alone
const LINK = "visualizer.link"; // where the first page puts a link that it took out of the address bar
const LINKS = /^#(class|desk)=([^.&#]{1,40})(?:\.([\w-]{1,64}))?$/;

let seatHere = null; // where nothing may be stored

/** Return the seat of this tab; nothing if it has none. */
function readSeat() {
  try {
    const seat = JSON.parse(sessionStorage.getItem(SEAT));
    if (seat === null) return null;
    const isOne = typeof seat === "object" && [seat.code, seat.key ?? seat.secret].every((text) => typeof text === "string");
    return isOne ? seat : null;
  } catch {
    return seatHere;
  }
}

function writeSeat(seat) {
  seatHere = seat;
  try {
    if (seat) sessionStorage.setItem(SEAT, JSON.stringify(seat));
    else sessionStorage.removeItem(SEAT);
  } catch {
    // refused: it lasts until the page is loaded again
  }
}

/** Return what a link to a class says, once, and take it out of the address bar. */
function takeLink() {
  const found = LINKS.exec(linkHere());
  if (!found || (found[1] === "desk") !== Boolean(found[3])) return null;
  let code = found[2];
  try {
    code = decodeURIComponent(code);
  } catch {
    // as it is: the server says what is wrong with it
  }
  return found[3] ? { code, key: found[3] } : { code };
}

function linkHere() {
  if (LINKS.test(location.hash)) {
    const { hash, pathname, search } = location;
    history.replaceState(history.state, "", pathname + search);
    return hash;
  }
  try {
    const link = sessionStorage.getItem(LINK);
    sessionStorage.removeItem(LINK);
    return link ?? "";
  } catch {
    return "";
  }
}
