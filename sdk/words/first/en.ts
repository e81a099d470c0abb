/** Owns the form's first words in English; must not know where they stand. */
import type { FirstWords } from '../first-words.ts';

export const first: FirstWords = {
  optional: 'Optional',
  choose: 'Please choose',
  next: 'Continue',
  back: 'Back',
  submit: 'Submit and allow contact',
  sending: 'Submitting…',
  retrying: 'Poor connection, trying again…',
  offline: 'Offline. Will be sent once you reconnect…',
  takeBack: 'Back to the form',
  consents: 'Your consent',
  consentOptional: 'Optional: you can submit without it',
  askAgain: 'Optional consents you declined recently are not asked again. Show them',
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
  sentence: {
    privacy:
      'I have read how my personal information is handled and agree to the use of my {kinds} for {purposes}.',
    sensitive: 'I separately agree to the use of my sensitive personal information for {purposes}: {kinds}.',
    provide: 'I separately agree that my {kinds} may be given to {names} for {purposes}.',
    credit_query: 'I separately authorise {names} to query my credit information for {purposes}.',
    credit_report: 'I separately authorise {names} to report my credit information for {purposes}.',
    marketing: 'I would like calls or text messages about {purposes}. I can opt out at any time.',
    cross_border:
      'I separately agree that my {kinds} may be given to {names}, outside mainland China, for {purposes}.',
  },
  recipients: ' (Recipients: {names})',
  titleMarks: ['', ''],
};
