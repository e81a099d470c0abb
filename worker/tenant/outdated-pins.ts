/** Owns which notices of a published form have a newer version that its applicants are not shown; must not publish any. */
import type { PublishedForm } from '../../contract/form.ts';
import type { NoticeStore } from './notices.ts';

export interface OutdatedPin {
  notice: string;
  pinned: number;
  latest: number;
  /** The newer text changes purpose, recipient or kind of information. */
  material: boolean;
}

/** Empty when publishing the form again would pin the same texts. */
export function outdatedPins(form: PublishedForm, notices: NoticeStore): OutdatedPin[] {
  return form.consents.flatMap(({ notice, version }) => {
    const latest = notices.latest(notice)?.version ?? version;
    if (latest === version) return [];
    const material = notices.diff(notice, version, latest)?.material === true;
    return [{ notice, pinned: version, latest, material }];
  });
}
