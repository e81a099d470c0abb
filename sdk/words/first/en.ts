/** Owns the form's first words in English; must not know where they stand. */
import type { FirstWords } from '../first-words.ts';

export const first: FirstWords = {
  optional: 'Optional',
  choose: 'Please choose',
  large: 'Large type',
  next: 'Continue',
  back: 'Back',
  submit: 'Submit and allow contact',
  consents: 'Your consent',
  consentOptional: 'Optional: you can submit without it',
  loading: 'Loading the form…',
  retry: 'Try again',
  loadFailed:
    'The form can’t be shown right now. Please try again later; if it still fails, contact whoever runs this page.',
  unreachable: 'The connection is poor. What you entered is still here; please try again shortly.',
  step: 'Step {at} of {of}',
  months: '{months} months',
  yuan: 'yuan',
  amount: { sign: '¥' },
  listSeparator: ', ',
  disclosure: {
    title: 'About this loan',
    ad: 'Ad',
    lender: 'Loan provided by {lender}',
    apr: 'Annual rate ({basis})',
    irr: 'IRR',
    simple: 'simple interest',
    amount: 'Amount',
    term: 'Term',
    approval: 'Approval no. ',
  },
  recipients: ' (Recipients: {names})',
  titleMarks: ['', ''],
};
