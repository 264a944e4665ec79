// Types a line, key by key, and gives how long each key took, in milliseconds: from the event to the
// page changed, before the browser draws it. The page changes itself in microtasks; after so many none is left.
const [field, line] = arguments;
const MICROTASKS = 50;
const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
const settled = async () => {
  for (let count = 0; count < MICROTASKS; count++) await null;
};
const pause = () => new Promise((done) => setTimeout(done));

const keystrokes = [];
for (let end = 1; end <= line.length; end++) {
  set.call(field, line.slice(0, end));
  field.setSelectionRange(end, end);
  await pause();
  const start = performance.now();
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await settled();
  keystrokes.push(performance.now() - start);
}
return keystrokes;
