// Hands a file that came with the page to the browser, as a download.

const LONG = 60_000; // ms; then even a slow disk has taken it

// A page is drawn more than once with the same data.
const done = (globalThis.visualizerFiles ??= new Set());

export default function ({ data: { file } }) {
  if (!file || done.has(file.id)) return;
  done.add(file.id);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file.text], { type: file.mime }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LONG);
}
