/** Owns the English wording of findings on fields and consents; must not know where it is shown. */

/** By finding code, with the same params as the Chinese messages. */
export const en: Record<string, string> = {
  required: '{label} is required',
  invalid_name: 'Enter the full name as on the identity document',
  invalid_phone: 'Enter an 11-digit mainland China mobile number',
  invalid_id_number: 'Check the 18-digit resident identity number',
  under_age: 'Only for people of {age} and over',
  invalid_uscc: 'Check the 18-character unified social credit code',
  invalid_company: 'Enter the company name as registered',
  invalid_region: 'Choose a region',
  invalid_amount: 'Enter a whole number of yuan',
  invalid_number: 'Enter a number',
  invalid_date: 'Choose a valid date',
  invalid_email: 'Check the e-mail address, such as name@example.com',
  invalid_text: 'Remove characters that cannot be read',
  out_of_range: 'Enter a number from {min} to {max}',
  below_min: 'Enter {min} or more',
  above_max: 'Enter {max} or less',
  out_of_step: 'Enter a multiple of {step}',
  date_too_early: 'Choose {min} or later',
  date_too_late: 'Choose {max} or earlier',
  not_an_option: 'Choose one of the options',
  too_many: 'Choose at most {max}',
  too_long: 'Use at most {max} characters',
  unknown_field: 'This form has no such field',
  decided_twice: 'One notice can have one decision only',
};
