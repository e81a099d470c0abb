/** Owns the sentences of consents whose notice has none of its own, in English; must not know where they stand. */
import type { Sentences } from '../first-words.ts';

export const sentence: Sentences = {
  privacy:
    'I have read how my personal information is handled and agree to the use of my {kinds} for {purposes}.',
  sensitive: 'I separately agree to the use of my sensitive personal information for {purposes}: {kinds}.',
  provide: 'I separately agree that my {kinds} may be given to {names} for {purposes}.',
  credit_query: 'I separately authorise {names} to query my credit information for {purposes}.',
  credit_report: 'I separately authorise {names} to report my credit information for {purposes}.',
  marketing: 'I would like calls or text messages about {purposes}. I can opt out at any time.',
  cross_border:
    'I separately agree that my {kinds} may be given to {names}, outside mainland China, for {purposes}.',
};
