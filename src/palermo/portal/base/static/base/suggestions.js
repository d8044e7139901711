"use strict";
// Suggestions below a search box: what is typed into a field with `data-suggestions`, the address of a fragment, is
// asked of that address after a pause, and the newest answer is shown in the element `ID-suggestions`.
(() => {
  const PAUSE_MS = 200;

  const watchField = (field) => {
    const list = document.getElementById(`${field.id}-suggestions`);
    let timer = 0;
    let request = new AbortController();
    let asked = field.value;

    const showSuggestions = async (signal) => {
      try {
        const address = `${field.dataset.suggestions}?${new URLSearchParams({ q: field.value })}`;
        const response = await fetch(address, { signal });
        const text = response.ok ? await response.text() : null;
        if (text !== null && !signal.aborted) list.innerHTML = text;
      } catch (error) {
        // aborted by newer input, or no connection: the form works without suggestions
      }
    };

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (field.value === asked) return;
        asked = field.value;
        request.abort();
        request = new AbortController();
        showSuggestions(request.signal);
      }, PAUSE_MS);
    });
  };

  document.querySelectorAll("[data-suggestions]").forEach(watchField);
})();
