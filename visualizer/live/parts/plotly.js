// Loads Plotly once for the whole page, from this server alone: first what draws in the plane, then,
// where a picture is in space, what that needs. In between the browser hears who moves a slider.

const LONGEST_BREATH = 100; // ms: a page in the background gets no frame

let plotlyPromise = null;
let spacePromise = null;
let plotlyPlace = null; // where it came from

/** Return Plotly, able to draw what a picture needs: "plane" or "space". */
async function loadPlotly(urls, needs) {
  await (plotlyPromise ??= retried(firstOf(urls), () => (plotlyPromise = null)));
  if (needs === "space") await (spacePromise ??= retried(addSpace(urls), () => (spacePromise = null)));
  return globalThis.Plotly;
}

/** Let a later stage try again what failed. */
function retried(promise, forget) {
  return promise.catch((error) => {
    forget();
    throw error;
  });
}

async function firstOf(urls, before) {
  for (const url of urls) {
    try {
      await breath();
      await runScript(new URL(url, document.baseURI).href);
      if (globalThis.Plotly && globalThis.Plotly !== before) {
        plotlyPlace = new URL(url, document.baseURI).href;
        return;
      }
    } catch (error) {
      console.info(`Plotly is not at ${url}: ${error.message}`);
    }
  }
  throw new Error("Plotly could not be loaded from this server.");
}

async function addSpace(urls) {
  const inThePlane = globalThis.Plotly;
  const { further } = inThePlane;
  if (!further) return; // it came whole
  try {
    await runScript(new URL(further.url, plotlyPlace).href);
    for (const add of further.kinds) {
      await breath();
      add();
    }
  } catch (error) {
    console.info(`Plotly goes on whole: ${error.message}`);
    await firstOf(urls.slice(1), inThePlane); // which goes on drawing until then
  }
}

/** Let the browser show what there is and hear what was done, before more work. */
function breath() {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, LONGEST_BREATH);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
}

// A script of its own can be preloaded and compiled while it arrives. Where a host serves it with a
// type that browsers refuse to run, it is fetched as text.
async function runScript(url) {
  try {
    await insertScript(url);
  } catch {
    await insertScript(await blobOf(url));
  }
}

function insertScript(url) {
  return new Promise((resolve, reject) => {
    const script = element("script");
    script.src = url;
    script.onload = resolve;
    script.onerror = () => reject(new Error("it did not run"));
    document.head.append(script);
  });
}

async function blobOf(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`answer ${answer.status}`);
  const text = await answer.text();
  if (text.trimStart().startsWith("<")) throw new Error("a page came instead of a script");
  return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
}
