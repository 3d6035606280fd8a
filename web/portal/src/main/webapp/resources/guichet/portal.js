// What pages do beyond HTML: copying an address or code, saying that a file is too large, and coming back after the session ended.
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

  // Before it is sent: what is far too large would end in no page at all.
  document.addEventListener("change", (event) => {
    const field = event.target.closest("input[type=file][data-largest]");
    if (!field) {
      return;
    }
    const large = [...field.files].some((file) => file.size > Number(field.dataset.largest));
    field.setCustomValidity(large ? field.dataset.tooLarge : "");
    field.reportValidity();
  });

  // The same script with its hash, for pages that pin what they load: shown once the loader says which it is.
  document.addEventListener("DOMContentLoaded", async () => {
    const pinned = document.querySelector("[data-loader]");
    if (!pinned) {
      return;
    }
    const answer = await fetch(pinned.dataset.loader).catch(() => null);
    const loader = answer?.ok ? await answer.json().catch(() => null) : null;
    if (loader?.url && loader.integrity) {
      const url = new URL(loader.url, pinned.dataset.loader);
      const plain = document.getElementById(pinned.dataset.plain).value;
      pinned.querySelector("textarea").value =
        plain.replace(/src="[^"]*"/, () => `src="${url}" integrity="${loader.integrity}" crossorigin="anonymous"`);
      pinned.hidden = false;
    }
  });

  // What a button brings up is where one goes on: at what is wrong there, or at its heading.
  document.addEventListener("DOMContentLoaded", () => {
    window.jQuery?.(document).on("pfAjaxComplete", () => {
      const brought = document.querySelector("[data-brought]");
      if (brought && brought.dataset.brought !== "read") {
        brought.dataset.brought = "read";
        (brought.querySelector('[aria-invalid="true"]') ?? brought.querySelector("h2")).focus();
      }
    });
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
