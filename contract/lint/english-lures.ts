/** Owns the English wordings of lures in loan copy, by their rule, as patterns over bare letters; must not know what is wrong with them. */

const time = '(?:seconds?|secs?|minutes?|mins?|hours?|hrs?)';
const some = '(?:an|a|just|only|under|about|[0-9]{1,3}){0,3}';

export const englishLures = {
  K01: [
    `(?:instant|immediate|lightning|express|superfast)(?:online|loan|cash)?(?:approvals?|cash|loans?|payouts?|disburse(?:ment|d)?|funding|money|decisions?|credit|transfers?)`,
    `(?:approved|approval|cash|money|funds?|funded|paid|loans?|payout|disbursed|credited)(?:out|online|now)?(?:in|within)${some}${time}`,
    `(?:in|into|to)your(?:bank)?(?:account|bank|wallet|pocket)(?:in|within)${some}${time}`,
    'fastcash|quickcash',
    'same(?:day|hour)(?:loan)?(?:approvals?|cash|loans?|payouts?|funding|disbursement|money|transfers?)',
    '(?:get|receive)(?:your)?(?:cash|money|funds?|loan|paid)(?:instantly|immediately|today|rightaway|thesameday)',
    '(?:approved|disbursed|paid|funded)(?:instantly|immediately|onthespot)',
  ],
  K02: [
    '(?:anyone|everyone|everybody|anybody)(?:can|may)(?:borrow|apply|qualify|getaloan)',
    'no(?:minimum)?(?:requirements|incomeproof|proofofincome|incomecheck|threshold)',
  ],
  K04: ['(?:lowest|ultralow|superlow|rockbottom)(?:interest)?rates?', 'lowinterest(?:loans?|cash|rates?)'],
  K05: ['interestfree', 'zerointerest', '0interest', 'nointerest'],
  K08: [
    'guaranteed(?:loan|cash)?(?:approvals?|loans?|cash|acceptance|payout|success|funding)',
    '(?:approval|success|loan)(?:is)?guaranteed|weguarantee(?:your|the|a)?(?:loan|approval|cash|funding)',
    '100(?:percent)?(?:approved|approvals?|guaranteed|acceptance|success|passrate)',
    '(?:everyone|everybody|all(?:applicants|applications)?)(?:is|are|gets?|willbe)?(?:approved|accepted)',
    '(?:noone|nobody|never|no)(?:is|gets|one)?(?:refused|rejected|declined|turneddown|rejections?|refusals?)',
    'noapprovalnofee|noloannofee|wealwayssayyes',
    '(?:get)?(?:approved|approval)(?:today|tonight|now|fornext|nomatterwhat)',
  ],
  K09: [
    '(?:no|zero|without|skipthe|0)(?:a|any)?credit(?:bureau|history|score|report)?(?:checks?|checked|inquir(?:y|ies)|needed|required|history|score)',
    'no(?:credit)?bureaucheck',
    '(?:bad|poor|low|ruined|terrible|no)credit(?:history|score)?(?:is)?(?:ok|okay|fine|welcome|accepted|no(?:big)?problem|notaproblem|noissue|nomatter|noworries)',
    'blacklisted(?:borrowers|clients|people|persons)?(?:ok|okay|welcome|accepted)',
    '(?:wedont|wedonot|wenever)(?:check|lookat|pull)(?:your)?credit',
  ],
  K10: [
    'creditrepair',
    '(?:repair|fix|clean|erase|restore)(?:up)?(?:your)?(?:bad)?credit(?:record|history|report|score)?',
    '(?:remove|delete|erase|wipe|clear)(?:your|all|any|the)?(?:latepayments?|overduerecords?|badcredit|baddebts?|(?:bad|negative)(?:records?|items?|entries|marks?)|blacklist)',
  ],
  K32: [
    '(?:add|contact|message|text|find|dm)(?:me|us|my)?(?:on|via|through|by|at)?(?:my)?(?:wechat|微信|whatsapp|telegram|qq|vx)',
    '(?:whatsapp|telegram|wechat)(?:me|us|id|no|number)?[0-9a-z]{0,12}[0-9]{3,}',
    '(?:dm|pm|inbox)me',
  ],
} as const;
