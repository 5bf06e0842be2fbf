// Loads Plotly once for the whole page, from this server alone.

let plotlyPromise = null;

function loadPlotly(urls) {
  if (globalThis.Plotly) return Promise.resolve(globalThis.Plotly);
  plotlyPromise ??= firstOf(urls).catch((error) => {
    plotlyPromise = null; // a later stage may try again
    throw error;
  });
  return plotlyPromise;
}

async function firstOf(urls) {
  for (const url of urls) {
    try {
      await runScript(new URL(url, document.baseURI).href);
      if (globalThis.Plotly) return globalThis.Plotly;
    } catch (error) {
      console.info(`Plotly is not at ${url}: ${error.message}`);
    }
  }
  throw new Error("Plotly could not be loaded from this server.");
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
