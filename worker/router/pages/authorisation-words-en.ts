/** Owns the authorisation page's words in English; must not know where they stand. */

import { chinaClock } from '../../../contract/china-time.ts';
import type { AuthorisationWords } from './authorisation-words.ts';

const acts = {
  provide: ['hand-over', 'hand-overs'],
  credit_query: ['query', 'queries'],
  credit_report: ['report', 'reports'],
};

export const en: AuthorisationWords = {
  askedBy: (tenant) => `${tenant} asks you to read this and decide`,
  keyTerms: 'Key terms',
  party: {
    provide: 'Who receives your data',
    credit_query: 'Who may query',
    credit_report: 'Who may report',
  },
  uscc: 'Unified social credit code: ',
  contact: 'Contact: ',
  address: 'Address: ',
  bureaus: 'Credit bureau',
  purpose: 'Purpose',
  creditPurposes: {
    loan_review: 'Loan review: to decide on your own loan application',
    card_review: 'Card review: to decide on your own credit card application',
    guarantor_review: 'Guarantor review: to decide whether you can stand surety',
    post_loan: 'Post-loan management: to manage the risk of a loan paid out to you',
    legal_representative:
      'Business loan review: a business applies for a loan or stands surety, and you are its legal representative or investor',
  },
  validity: 'Validity',
  validityText: (kind, days, times) => {
    const [one = '', many = ''] = acts[kind];
    return `${days} days from signing, ${times === 1 ? `one ${one}` : `${times} ${many}`} at most; it ends when used up or taken back`;
  },
  untilWithdrawn: 'From signing until you take it back, which you can do at any time',
  attention: 'Please read every clause, above all those in bold.',
  explain: (contact) => `Before you sign, you can have any clause explained: ${contact}`,
  duties: {
    purposes: 'Purposes',
    infoKinds: 'Personal data concerned',
    retention: 'How long it is kept',
    refusal: 'If you refuse',
    withdrawal: 'How to take it back',
    contact: 'Contact',
  },
  creditRights: {
    title: 'Your rights in credit reporting',
    items: [
      'Two credit reports on yourself a year, free of charge',
      'If something is wrong or missing, object to the bureau or the provider: they check and answer in writing within 20 days',
      'If your rights were infringed, complain to the local branch of the People’s Bank of China: it answers in writing within 30 days',
    ],
  },
  version: (version) => `Version ${version}`,
  digest: 'digest',
  signTitle: 'Sign',
  statement: (kind, institution) => {
    if (kind === 'credit_query')
      return `I have read the whole text and authorise ${institution} to query my credit information for the purpose, time and number of queries above.`;
    if (kind === 'credit_report')
      return `I have read the whole text and authorise ${institution} to report my credit information for the purpose above.`;
    return `I have read the whole text and agree that my data is provided to ${institution} for the purpose above.`;
  },
  signer: 'Signer',
  traits: { name: 'Name', id_number: 'Identity number' },
  confirm: 'This is me. If it is not you, do not sign',
  phone: 'Mobile number',
  phoneHelp:
    'Enter the number that you gave when you applied, and the code sent to it: that shows that it is you who signs. Give the code to nobody. Not needed to refuse.',
  code: 'SMS code',
  here: 'This is the device that you applied with: you can sign without a code.',
  elsewhere:
    'To show that it is you, open your receipt on the device that you applied with, then open this link there. You can refuse here, too.',
  unavailable:
    'Nothing can show right now that it is you who signs, so this can’t be signed. You can refuse, or contact the company that sent you the link.',
  eSignHelp:
    'You sign on the pages of an e-signature provider (e签宝), which verifies who you are and that you mean it, and keeps the signed document. For that it is given your name, your phone number and your identity number if you gave one. If you do not agree, it is given nothing.',
  eSignGo: 'Agree and go on to sign',
  sendCode: 'Send code',
  refuse: 'Refuse',
  sign: 'Agree and sign',
  expires: (time) => `This link is good until ${time}. Without a decision nothing is authorised.`,
  needsScript:
    'You can read the whole text here. Signing takes JavaScript, since the reading is part of it: turn it on in the browser’s settings and reload the page, or open it in another browser. Without a decision nothing is authorised.',
  script: {
    readFirst: 'Please read on for {seconds} s',
    scrollFirst: 'Please read to the end',
    confirmFirst: 'First confirm that you are the signer',
    ready: 'Read to the end. Enter your number and the code to sign',
    readyHere: 'Read to the end. You can sign',
    otherDevice: 'Sign on the device that you applied with',
    signing: 'Signing…',
    eSign: {
      ready: 'You have read the whole text and can go on to sign it',
      going: 'Opening the page to sign on…',
      checking: 'Asking the e-signature provider whether it is signed…',
      unsigned: 'Not signed yet. Go there again if you still want to sign',
    },
    refusing: 'Sending…',
    findings: {
      required: 'Enter your mobile number',
      invalid_phone: 'Enter an 11-digit mobile number',
      other_phone: 'Not the number that you applied with; please check',
      code_required: 'Enter the 6-digit code',
      invalid_code: 'Not the right code; check the message',
      code_expired: 'This code has expired; get another one',
    },
    problems: {
      unreachable: 'Poor connection; please try again',
      rate_limited: 'Too many tries; try again in {minutes} min',
      signing_unavailable: 'Nothing can show that it is you who signs: this can’t be signed now',
      signing_failed: 'The e-signature service can’t be used right now. Please try again later',
      read_too_fast: 'Take a little more time to read, then sign',
      consent_not_conspicuous:
        'The text was shown too small or too pale: enlarge it, or switch off the browser’s night or reader mode, then sign',
      consent_outdated: 'There is a newer text: reload this page',
    },
    otherProblem: 'That did not work. Try again, or ask whoever sent you the link',
    code: {
      send: 'Send code',
      sending: 'Sending…',
      resend: 'Send again',
      again: 'Again in {seconds} s',
      sent: 'If {phone} is the number you applied with, a code is on its way; it is good for 5 minutes',
      tooOften: 'Too many codes; try again at the time shown',
    },
  },
  outcome: {
    granted: 'Signed',
    refused: 'Refused',
    withdrawn: 'Taken back',
    lapsed: 'This authorisation has ended',
    expired: 'This link has expired',
    grantedText: (institution) =>
      `You have authorised ${institution}. You can take it back on your receipt at any time.`,
    refusedText:
      'Nothing is authorised: your data is not queried or provided on it. Your application stays as it is.',
    withdrawnText: 'It no longer holds: your data is no longer queried or provided on it.',
    lapsedText: (reason) => {
      if (reason === 'used_up') return 'It is used up: your data is no longer queried or provided on it.';
      if (reason === 'lead_erased') return 'Your personal data was erased, and this ended with it.';
      if (reason === 'superseded') return 'You have signed a newer version, which took its place.';
      return 'Its time is over: your data is no longer queried or provided on it.';
    },
    expiredText: (tenant) => `Nothing was authorised. If it is still needed, ask ${tenant} for a new link.`,
    notice: 'Text',
    at: 'Decided',
    validUntil: 'Valid until',
    entry: 'Log entry',
    receipt: 'View your receipt',
    receiptHelp:
      'You were given a receipt when you applied: it shows every decision of yours, and each can be taken back there.',
    fullText: 'The whole text',
  },
  time: (at) => {
    const { date, time } = chinaClock(at);
    return `${date} ${time.slice(0, 5)} (Beijing time)`;
  },
};
