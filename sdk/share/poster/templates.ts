/** Owns the list of templates; must not know what is in any of them. */

export interface TemplateName {
  /** As in a campaign's `poster.template`, and in the name of its file. */
  name: string;
  /** As people choose it. */
  label: string;
  /** px: its proportions. */
  width: number;
  height: number;
}

const portrait = { width: 750, height: 1334 };

/** The first is drawn where a campaign names none that is known. */
export const templates: readonly [TemplateName, ...TemplateName[]] = [
  { name: 'clear', label: '白纸', ...portrait },
  { name: 'band', label: '色带', ...portrait },
  { name: 'letter', label: '信笺', ...portrait },
  { name: 'night', label: '夜色', ...portrait },
  { name: 'square', label: '方图', width: 750, height: 750 },
  { name: 'cover', label: '封面', width: 750, height: 600 },
];
