// What forms say while people type: that something is not saved yet, and how much still fits.
// Nothing here is needed to fill in and send a form.
(() => {
  "use strict";

  // Who signs in or searches loses no work.
  const NO_WORK = "[data-zonder-vraag], :has([type=password]), :has([autocomplete=one-time-code]), :has([name=login])";
  let sent = null;

  const isOtherChoice = (select) => {
    const options = [...select.options];
    const hasDefault = select.multiple || options.some((option) => option.defaultSelected);
    const usual = hasDefault ? null : options.find((option) => !option.disabled);
    return options.some((option) => option.selected !== (hasDefault ? option.defaultSelected : option === usual));
  };

  // Compared with what the server put there, so changing it back is no change.
  const isChanged = (field) => {
    if (field.disabled || field.matches("[type=hidden], [type=submit], button, fieldset, output")) return false;
    if (field.matches("select")) return isOtherChoice(field);
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    if (field.matches("[type=file]")) return field.files.length > 0;
    return field.value !== field.defaultValue;
  };

  // What a refused form shows stands nowhere else: unsaved from the start. With another form of the page it goes
  // along, as in a preview that is accepted, unless it was changed since.
  const isUnsaved = (form) => {
    if (form.method !== "post" || form === sent || form.matches(NO_WORK)) return false;
    return (!sent && "onbewaard" in form.dataset) || [...form.elements].some(isChanged);
  };

  addEventListener("submit", (event) => {
    sent = event.defaultPrevented ? null : event.target;
  });
  addEventListener("beforeunload", (event) => {
    if ([...document.forms].some(isUnsaved)) event.preventDefault();
    sent = null; // an answer may be a file, or never come: then people are still here
  });

  // Characters as the server counts them: without the space around, a new line as two.
  const lengthOf = (text) => [...text.trim().replace(/\n/g, "\r\n")].length;

  const words = (left) => {
    const count = Math.abs(left).toLocaleString("nl-NL");
    const unit = Math.abs(left) === 1 ? "teken" : "tekens";
    return left < 0 ? `${count} ${unit} te veel` : `nog ${count} ${unit}`;
  };

  // Said when the typing stops, so that a screen reader is not interrupted at every key.
  const countIn = (field) => {
    const most = Number(field.dataset.hoogstens);
    const line = document.createElement("p");
    line.className = "noaber-field__left";
    line.setAttribute("aria-live", "polite");
    field.after(line);
    let timer = 0;
    const show = () => {
      const left = most - lengthOf(field.value);
      line.textContent = field.value && left <= Math.min(200, most / 10) ? words(left) : "";
      line.classList.toggle("noaber-field__left--over", left < 0);
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, 400);
    });
    if (lengthOf(field.value) > most) show();
  };

  document.querySelectorAll("textarea[data-hoogstens], input[data-hoogstens]").forEach(countIn);
})();
