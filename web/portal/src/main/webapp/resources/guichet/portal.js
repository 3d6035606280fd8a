// What pages do beyond HTML: copying an address, and coming back after the session ended.
(() => {
  "use strict";

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) {
      return;
    }
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without permission, or without TLS, the old way.
      document.execCommand("copy");
    }
    button.textContent = button.dataset.copied;
  });

  // An update that finds nobody signed in is answered by 401: loading the page again leads to the log-in.
  document.addEventListener("DOMContentLoaded", () => {
    if (!window.jQuery) {
      return;
    }
    window.jQuery(document).on("pfAjaxError", (event, xhr) => {
      if (xhr.status === 401 || xhr.status === 0) {
        window.location.reload();
      }
    });
  });
})();
