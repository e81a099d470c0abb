/** Owns what a form can wait for before it opens by itself; must not know the form. Nothing here holds a visitor back. */

/**
 * Waits for what is written: `load`, `scroll:50` (percent of the page), `time:8` (seconds), `exit` (the pointer leaves
 * through the window's top edge, so never on a phone); several by spaces, the first counts. The answer calls it off.
 */
export function openTriggers(written: string, fire: () => void): () => void {
  const stops = written
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .map((one) => trigger(one, fire));
  return () => {
    for (const stop of stops) stop();
  };
}

function trigger(written: string, fire: () => void): () => void {
  const [name, amount] = written.split(':');
  const given = Number(amount);
  if (name === 'load' || (name === 'time' && given >= 0)) {
    const timer = setTimeout(fire, name === 'load' ? 0 : given * 1000);
    return () => clearTimeout(timer);
  }
  if (name === 'scroll' && given >= 0)
    return listen(window, 'scroll', () => scrolledPercent() >= given && fire());
  if (name === 'exit')
    return listen(document, 'mouseout', (event) => {
      if (event instanceof MouseEvent && !event.relatedTarget && event.clientY <= 0) fire();
    });
  console.error(`[jinjian] open-on="${written}": there are load, scroll:50, time:8 and exit`);
  return () => {};
}

function listen(target: EventTarget, name: string, heard: (event: Event) => void): () => void {
  target.addEventListener(name, heard, { passive: true });
  return () => target.removeEventListener(name, heard);
}

function scrolledPercent(): number {
  const { scrollHeight, clientHeight } = document.documentElement;
  return (window.scrollY / Math.max(1, scrollHeight - clientHeight)) * 100;
}
