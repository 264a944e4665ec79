// Starts the page. It is a file of its own because the page's Content-Security-Policy allows no script
// inside the HTML. Trunk names the two built files in preload links in <head>; their names hold a hash.
// A third link, behind these, names the loader of what comes later; the page itself imports that.
const built = (selector) => document.querySelector(selector).href;

try {
  const { default: start } = await import(built('link[rel="modulepreload"]'));
  await start({ module_or_path: built('link[rel="preload"][type="application/wasm"]') });
} catch (error) {
  // Without wasm no Rust code can say so: the sentence stands ready in the HTML.
  document.getElementById("start-failure")?.removeAttribute("hidden");
  throw error;
}
