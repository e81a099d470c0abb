/** Owns the CRM page's behaviour: rows as they arrive, revealing one person, reporting an outcome; must not know how a row is built. */
const list = document.getElementById('leads');
const figures = document.getElementById('figures');
const state = document.getElementById('live');

const live = new EventSource(`/live?since=${document.body.dataset.revision}`);
live.addEventListener('open', () => showState(true, '实时接收中'));
live.addEventListener('error', () => showState(false, '连接中断，正在重连'));
live.addEventListener('lead', (event) => {
  const { id, row, figures: numbers } = JSON.parse(event.data);
  const made = document.createElement('template');
  // The server escaped every value; this page's policy runs no inline script either.
  made.innerHTML = row;
  const fresh = made.content.firstElementChild;
  const known = list.querySelector(`[data-lead="${CSS.escape(id)}"]`);
  if (known) known.replaceWith(fresh);
  else {
    fresh.classList.add('arriving');
    list.prepend(fresh);
  }
  figures.innerHTML = numbers;
});

function showState(on, text) {
  state.textContent = text;
  state.parentElement.classList.toggle('on', on);
}

list.addEventListener('click', (event) => {
  const button = event.target.closest('.reveal');
  if (button) toggle(button, button.closest('.lead'));
  const outcome = event.target.closest('[data-outcome]');
  if (outcome) report(outcome, outcome.closest('.lead'));
});

/** The row comes anew once it is reported; what was not taken is said beside the buttons. */
async function report(button, row) {
  button.disabled = true;
  const path = `/leads/${row.dataset.lead}/outcomes/${button.dataset.outcome}`;
  const answer = await fetch(path, { method: 'POST' }).catch(() => null);
  button.disabled = false;
  button.parentElement.classList.toggle('failed', !answer?.ok);
}

/** Asks for the clear values, or puts the masked ones back. Nothing clear stays in the page once hidden. */
async function toggle(button, row) {
  const shown = button.getAttribute('aria-pressed') === 'true';
  if (shown) {
    for (const place of row.querySelectorAll('[data-masked]')) {
      place.textContent = place.dataset.masked;
      delete place.dataset.masked;
    }
  } else {
    const answer = await fetch(`/leads/${row.dataset.lead}/reveal`, { method: 'POST' });
    if (!answer.ok) return;
    for (const { field, text } of (await answer.json()).values) {
      const place = row.querySelector(`[data-field="${CSS.escape(field)}"]`);
      place.dataset.masked = place.textContent;
      place.textContent = text;
    }
  }
  button.setAttribute('aria-pressed', String(!shown));
  button.textContent = shown ? '显示完整信息' : '遮盖';
}
