"use strict";
// Keys of the review desk: an element with `data-key` is clicked when its key is pressed outside of fields; Ctrl and
// Enter send a form of several fields.
// Text that is selected in the passage (`data-passage`) fills the field for the quote (`data-quote`).
(() => {
  const isTyping = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.target.closest("form.review-form")?.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && isTyping(event.target)) {
      event.target.blur();
      return;
    }
    if (isTyping(event.target)) return;
    const target = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key.toLowerCase());
    if (!target || target.disabled) return;
    event.preventDefault();
    if (target.matches("input[type=text], textarea")) target.focus();
    else target.click();
  });

  document.addEventListener("selectionchange", () => {
    const passage = document.querySelector("[data-passage]");
    const selection = document.getSelection();
    if (!passage || !selection || selection.isCollapsed || !passage.contains(selection.anchorNode)) return;
    if (!passage.contains(selection.focusNode)) return;
    const field = document.querySelector("[data-quote-target]:focus") || document.querySelector("[name=quote]");
    const text = selection.toString().replace(/\s+/g, " ").trim();
    if (field && text) field.value = text;
  });

  // A decision that is refused is answered with a page that says why and keeps what was typed: show it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status < 400 || event.detail.requestConfig.verb !== "post") return;
    event.detail.shouldSwap = true;
    event.detail.target = document.querySelector("main");
    event.detail.selectOverride = "main";
    event.detail.swapOverride = "outerHTML";
  });

  const showUnreachable = (isUnreachable) => {
    const notice = document.querySelector("[data-unreachable]");
    if (notice) notice.hidden = !isUnreachable;
  };
  document.addEventListener("htmx:sendError", () => showUnreachable(true));
  document.addEventListener("htmx:beforeRequest", () => showUnreachable(false));

  document.addEventListener("htmx:afterSettle", () => {
    const heading = document.querySelector("main h1");
    if (heading) heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  });
})();
