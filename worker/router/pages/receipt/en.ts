/** Owns the receipt page's words in English; must not know where they stand. */
import type { ReceiptWords } from '../receipt-words.ts';

export const en: ReceiptWords = {
  title: 'Consent receipt',
  submitted: (at) => `Submitted ${at}`,
  clock: 'All times are Beijing time',
  keep: 'This address lets you see and withdraw your consents at any time. Keep it, and don’t pass it on. Neither the page nor its address holds personal data.',
  erased: (at) =>
    `Your personal data was erased on ${at} and can’t be restored. What follows is the record of your consents.`,
  restricted: (at) => `Since ${at} your personal data is only kept: it is neither used nor passed on.`,
  decisions: 'Your consents',
  granted: 'Agreed',
  refused: 'Not agreed',
  withdrawn: 'Withdrawn',
  agreedAt: (at) => `Agreed ${at}`,
  refusedAt: (at) => `Declined ${at}`,
  withdrawnAt: (at) => `Withdrawn ${at}`,
  validUntil: (at) => `Valid until ${at}`,
  retention: 'Kept: ',
  to: 'Shared with',
  contactOf: 'Contact: ',
  states: {
    waiting: 'Waiting to be sent',
    trying: 'Being sent',
    paused: 'Sending is paused',
    neverSent: 'Not sent',
    delivered: 'Delivered',
    told: 'Told of the withdrawal, not confirmed yet',
    confirmed: 'Withdrawal confirmed',
    nothingSent: 'Was never sent your data',
    ownTold: 'Our own systems were told, not all have confirmed',
    ownConfirmed: 'We have stopped',
  },
  text: (version) => `Read the full text (version ${version})`,
  withdraw: 'Withdraw this consent',
  means: {
    privacy: () =>
      'This withdraws every other consent too, erases your personal data for good and ends your application. Everyone who has your data is told.',
    sensitive: () => 'This sensitive information is erased and no longer used. Everyone who has it is told.',
    provide: (names) =>
      `Your data no longer goes to ${names}. If it has been sent, they are told at once to stop, and this page shows when they confirm. What was done before stays lawful.`,
    credit_query: (names) =>
      `${names} may no longer query your credit report on this consent. Queries already made are not affected.`,
    credit_report: () =>
      'Your information is no longer given to credit bureaus on this consent. What was reported before is not affected.',
    marketing: () => 'You get no more marketing messages. Your application is not affected.',
    cross_border: (names) =>
      `Your data no longer goes abroad to ${names}. If it has been sent, they are told at once to stop.`,
  },
  confirm: 'Withdraw',
  entry: (index) => `Log entry ${index}`,
  proofTitle: 'Keep this receipt',
  proofText: 'Each decision is an entry of a public log that nobody can change afterwards.',
  proofWithoutScript:
    'With JavaScript on, this page checks that by itself. You can also download the receipt file and check it elsewhere.',
  download: 'Download the receipt file',
  downloadHelp:
    'It holds the texts and the proofs, and no personal data. If WeChat can’t save it, open this page in a browser with the “···” menu.',
  number: 'Receipt number',
  rights: {
    title: 'Your personal data',
    help: 'Enter the phone number that you submitted to see, correct, download, restrict or erase your data.',
    noPhone: 'No phone number was submitted, so that this page can’t tell who you are.',
    withoutScript: 'This needs JavaScript: turn it on in the browser’s settings and reload the page.',
    contact: (contact) => `You can also contact us: ${contact}`,
    phone: 'Phone number',
    verify: 'Verify',
    correct: 'Correct',
    save: 'Save',
    cancel: 'Cancel',
    download: 'Download',
    copy: 'Copy',
    restrict: 'Restrict processing',
    restrictMeans:
      'We then only keep your data: we don’t use it, and pass it on to nobody, until you lift the restriction.',
    erase: 'Erase my data',
    eraseMeans:
      'It can’t be restored, and your application ends. Everyone who has your data is told. The record of your consents stays; it holds no personal data.',
    eraseConfirm: 'Erase for good',
  },
  notice: {
    purposes: 'Purposes',
    infoKinds: 'Personal information',
    recipients: 'Recipients',
    bureaus: 'Credit bureaus',
    validity: 'Valid for',
    validityText: (days, times) => `${days} days from today, at most ${times} queries`,
    retention: 'Kept for',
    refusal: 'If you decline',
    withdrawal: 'How to withdraw',
    contact: 'Contact',
    uscc: 'Unified social credit code: ',
    contactOf: 'Contact: ',
    address: 'Address: ',
  },
  script: {
    checking: 'Checking…',
    verified:
      'Verified: the texts and decisions on this page are in the log (entries {places} of {size}), and its signature is valid.',
    faults: {
      unreachable: 'The proof can’t be fetched right now. Connect to the internet and try again.',
      unsupported:
        'This browser is too old to check the proof here. Download the receipt file and check it on another device.',
      content:
        'Not verified: what this page says is not what the log holds. Download the receipt file and contact the company.',
      inclusion:
        'Not verified: the log has no such entry. Download the receipt file and contact the company.',
      signature:
        'Not verified: the log’s signature is not valid. Download the receipt file and contact the company.',
    },
    again: 'Check again',
    comma: ', ',
    to: '–',
    unreachable: 'The connection is unstable. Try again later.',
    tooMany: 'Too many tries. Try again in {minutes} minutes.',
    sending: 'Sending…',
    withdrawn: 'Withdrawn',
    expired: 'The verification has expired. Verify your phone number again.',
    notGiven: 'Not given',
    corrected: 'Corrected. Everyone who has your data is told.',
    unchanged: 'Nothing has changed.',
    restricted: 'Processing is restricted.',
    lifted: 'The restriction is lifted.',
    copied: 'Copied',
    savedHint: 'WeChat can’t save files. The content is copied: paste it into a note.',
    restrict: 'Restrict processing',
    lift: 'Lift the restriction',
    months: ' months',
    yuan: ' yuan',
  },
};
