/*
 * Keeps pages live: every two seconds, while somebody looks, the page is fetched again and the parts marked data-live
 * are replaced where they differ. A page that takes long to make is fetched less often, at most a tenth of the time. Nothing is kept on the server for it, so any node can answer the next time. The menu,
 * the links and the forms work without this script.
 */
(() => {
  'use strict';
  const PERIOD = 2000;
  const SLOWEST = 30000;
  const DAY = { year: 'numeric', month: 'short', day: 'numeric' };
  const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' };
  const shown = new WeakMap();
  const state = document.getElementById('live-state');
  const language = document.documentElement.lang || 'en';
  let timer = null;
  let failures = 0;
  let took = 0;

  const regions = () => [...document.querySelectorAll('[data-live="true"]')];

  /* Moments come in the server's time zone; people think in theirs. */
  function localize(root) {
    for (const time of root.querySelectorAll('time[datetime]')) {
      const moment = new Date(time.dateTime);
      if (!Number.isNaN(moment.getTime())) {
        const today = moment.toDateString() === new Date().toDateString();
        time.textContent = moment.toLocaleString(language, today ? CLOCK : { ...DAY, ...CLOCK });
        time.title = time.dateTime;
      }
    }
  }

  function selecting(region) {
    const selection = document.getSelection();
    return selection && !selection.isCollapsed && region.contains(selection.anchorNode);
  }

  function replace(region, fresh) {
    const html = fresh.innerHTML;
    if (shown.get(region) === html || selecting(region) || document.querySelector('dialog[open]')) {
      return;
    }
    const active = region.contains(document.activeElement) ? document.activeElement : null;
    const focused = active && ['href', 'value'].find((name) => active.hasAttribute(name));
    const wanted = focused && `[${focused}="${CSS.escape(active.getAttribute(focused))}"]`;
    region.replaceChildren(...document.importNode(fresh, true).childNodes);
    shown.set(region, html);
    localize(region);
    if (wanted) {
      region.querySelector(wanted)?.focus();
    }
  }

  function tell(isLost) {
    if (state && (state.hidden || state.classList.contains('lost') !== isLost)) {
      state.hidden = false;
      state.classList.toggle('lost', isLost);
      state.textContent = isLost ? state.dataset.liveLost : state.dataset.liveOn;
    }
  }

  async function refresh() {
    timer = null;
    const begun = performance.now();
    try {
      const answer = await fetch(location.href, { headers: { 'X-Flotilla-Live': '1' }, cache: 'no-store' });
      if (answer.status === 401) {
        location.reload();
        return;
      }
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const region of regions()) {
        const fresh = page.getElementById(region.id);
        if (fresh) {
          replace(region, fresh);
        }
      }
      failures = 0;
    } catch (e) {
      failures += 1;
    }
    took = performance.now() - begun;
    tell(failures > 1);
    plan();
  }

  function plan() {
    if (!document.hidden && timer === null) {
      timer = setTimeout(refresh, Math.min(Math.max(PERIOD * 2 ** Math.max(0, failures - 1), took * 9), SLOWEST));
    }
  }

  function filterRows(search) {
    const table = document.getElementById(search.dataset.filters);
    search.addEventListener('input', () => {
      const wanted = search.value.trim().toLowerCase();
      for (const row of table.tBodies[0].rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
      }
    });
  }

  /* Asks before a button does what cannot be undone. On the document, as forms are replaced when they are sent. */
  function confirmFirst(event) {
    const button = event.target.closest('[data-confirm]');
    if (!button || button.dataset.confirmed) {
      return;
    }
    event.preventDefault();
    const dialog = document.getElementById(button.dataset.confirm);
    dialog.onclick = (click) => {
      const answer = click.target.dataset.answer;
      if (answer) {
        dialog.close();
      }
      if (answer === 'yes') {
        button.dataset.confirmed = 'true';
        button.click();
      }
    };
    dialog.showModal();
  }

  /* A file that is larger than the server takes is refused where it is chosen: the server ends such a request without a word. */
  function checkSize(chooser) {
    chooser.addEventListener('change', () => {
      const large = [...chooser.files].some((file) => file.size > Number(chooser.dataset.most));
      chooser.setCustomValidity(large ? chooser.dataset.tooLarge : '');
      chooser.reportValidity();
    });
  }

  /* Ties each message to its field for screen readers, and takes the reader to the first. */
  function markErrors() {
    let first = null;
    for (const slot of document.querySelectorAll('.error-slot')) {
      const field = document.getElementById(slot.id.replace(/-error$/, ''));
      const wrong = slot.textContent.trim() !== '';
      field?.toggleAttribute('aria-invalid', wrong);
      if (wrong && field) {
        field.setAttribute('aria-invalid', 'true');
        field.setAttribute('aria-errormessage', slot.id);
        first ??= field;
      }
    }
    if (first) {
      first.focus();
    } else if (document.querySelector('#messages .error')) {
      document.getElementById('messages').scrollIntoView({ block: 'center' });
    }
  }

  /* Who may only look sees that nothing can be typed. The server refuses in any case. */
  for (const hint of document.querySelectorAll('[data-read-only]')) {
    hint.closest('form').querySelectorAll('input, select, textarea').forEach((field) => { field.disabled = true; });
  }

  localize(document);
  markErrors();
  window.jQuery?.(document).on('pfAjaxComplete', markErrors);
  document.addEventListener('click', confirmFirst);
  document.querySelectorAll('[data-filters]').forEach(filterRows);
  document.querySelectorAll('[data-most]').forEach(checkSize);
  if (regions().length > 0) {
    tell(false);
    plan();
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        clearTimeout(timer);
        timer = null;
      } else if (timer === null) {
        refresh();
      }
    });
  }
})();
