/** Owns a page of React 19 in StrictMode around `<jinjian-form>`, bundled for react.test.ts; must not know the SDK's inside. */
import { createElement as h, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** What the test presses; the form's own buttons have other names. */
function App() {
  const [count, setCount] = useState(0);
  const [route, setRoute] = useState('apply');
  const [side, setSide] = useState('left');
  const [done, setDone] = useState(0);
  // New identities at each render, as most pages have them.
  const form = h('jinjian-form', {
    tenant: 'acme',
    form: 'short',
    ref: (element) => {
      if (element) window.reactRefs = (window.reactRefs ?? 0) + 1;
    },
    style: { display: 'block' },
    className: `render-${count}`,
    'onjinjian:done': () => setDone((before) => before + 1),
  });
  const press = (name, onClick) => h('button', { type: 'button', onClick }, name);
  return h(
    'main',
    null,
    press('draw again', () => setCount(count + 1)),
    press('go elsewhere', () => setRoute('elsewhere')),
    press('come back', () => setRoute('apply')),
    press('other side', () => setSide(side === 'left' ? 'right' : 'left')),
    h('output', null, `drawn ${count}, done ${done}`),
    route === 'apply' ? h('section', { id: side }, form) : h('p', null, '另一页'),
  );
}

createRoot(document.querySelector('#root')).render(h(StrictMode, null, h(App)));
