// The bar above a listing: a button that copies it as it is shown, and what came of it.

const COPIED_FOR = 2000; // ms that it says so

function copyBar(code, label) {
  const bar = element("div", "live-copying");
  const status = element("span", "live-copied", { role: "status" });
  const button = element("button", "live-button live-copy", { type: "button" });
  button.textContent = label;
  let coming = null;
  button.addEventListener("click", async () => {
    const done = await copied(code.textContent);
    clearTimeout(coming);
    status.textContent = done ? "Copied" : "This browser lets no page copy. Select the text and copy it by hand.";
    if (done) coming = setTimeout(() => (status.textContent = ""), COPIED_FOR);
  });
  bar.append(status, button);
  return bar;
}

/** Copy a text; return whether the browser did. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedFromField(text); // plain http has no clipboard, and a page within another none either
  }
}

function copiedFromField(text) {
  const before = document.activeElement;
  const field = element("textarea", "live-hidden", { readonly: "" });
  // Fixed, or the page would scroll to it; a field that may not break lines swallows spaces.
  Object.assign(field.style, { position: "fixed", whiteSpace: "pre" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}
