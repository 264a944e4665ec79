// Says a line many times, each after the reply to the one before.
const [field, line, times, log] = arguments;
const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
const pause = () => new Promise((done) => setTimeout(done));

for (let time = 0; time < times; time++) {
  set.call(field, line);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await pause();
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  while (field.value !== "" || !log.lastElementChild.classList.contains("server")) await pause();
}
