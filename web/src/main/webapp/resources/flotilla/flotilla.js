/*
 * Keeps pages live: every two seconds, while somebody looks, the page is fetched again and the parts marked data-live
 * are replaced where they differ. Nothing is kept on the server for it, so any node can answer the next time. The menu,
 * the links and the forms work without this script.
 */
(() => {
  'use strict';
  const PERIOD = 2000;
  const SLOWEST = 30000;
  const shown = new WeakMap();
  const state = document.getElementById('live-state');
  const language = document.documentElement.lang || 'en';
  let timer = null;
  let failures = 0;

  const regions = () => [...document.querySelectorAll('[data-live="true"]')];

  /* Moments come in the server's time zone; people think in theirs. */
  function localize(root) {
    for (const time of root.querySelectorAll('time[datetime]')) {
      const moment = new Date(time.dateTime);
      if (!Number.isNaN(moment.getTime())) {
        const today = moment.toDateString() === new Date().toDateString();
        time.textContent = moment.toLocaleString(language, today
          ? { timeStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'medium' });
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
    if (shown.get(region) === html || selecting(region)) {
      return;
    }
    const focused = region.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    region.replaceChildren(...document.importNode(fresh, true).childNodes);
    shown.set(region, html);
    localize(region);
    if (focused) {
      region.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
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
    tell(failures > 1);
    plan();
  }

  function plan() {
    if (!document.hidden && timer === null) {
      timer = setTimeout(refresh, Math.min(PERIOD * 2 ** Math.max(0, failures - 1), SLOWEST));
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

  localize(document);
  document.querySelectorAll('[data-filters]').forEach(filterRows);
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
