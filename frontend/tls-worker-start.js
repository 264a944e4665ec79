// Starts the worker that ends TLS. Like start.js it is a file of its own: the page's Content-Security-Policy allows no
// script from anywhere else. Trunk gives the worker's files names without a hash, and they lie beside this one.
importScripts("./tls-worker.js");
wasm_bindgen({ module_or_path: "./tls-worker_bg.wasm" });
