// Types a line, key by key, many times over, and gives how long each key took, in milliseconds: from the event to the
// page drawn anew. A message to oneself comes after every microtask, and the page draws in those.
const [field, line, rounds] = arguments;
const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
const { port1, port2 } = new MessageChannel();
const settled = () =>
  new Promise((done) => {
    port2.onmessage = done;
    port1.postMessage(0);
  });
const pause = () => new Promise((done) => setTimeout(done));

const keystrokes = [];
for (let round = 0; round < rounds; round++) {
  for (let end = 1; end <= line.length; end++) {
    set.call(field, line.slice(0, end));
    field.setSelectionRange(end, end);
    await pause();
    const start = performance.now();
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await settled();
    keystrokes.push(performance.now() - start);
  }
}
return keystrokes;
