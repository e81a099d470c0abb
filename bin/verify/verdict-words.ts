/** Owns the words of checks, faults and outcomes in Chinese and English; must not know when one occurs. */
import type { CheckName, CheckState, FaultCode, Outcome } from '../../worker/ledger/evidence-verdict.ts';
import type { EvidenceLanguage } from '../../worker/ledger/record-words.ts';

export interface VerdictWords {
  title: string;
  outcomes: Record<Outcome, string>;
  unreadable: string;
  states: Record<CheckState, string>;
  checks: Record<CheckName, string>;
  /** What is wrong, by what was found. */
  faults: Record<FaultCode, string>;
  place: (at: string) => string;
  /** How many faults there are besides the ones told. */
  more: (more: number) => string;
  headings: { checks: string; faults: string; decisions: string; limits: string };
  labels: {
    outcome: string;
    log: string;
    checkpoint: (size: number) => string;
    key: string;
    keyGiven: string;
    keyFromFile: string;
    /** Of a key that the given one leads to. */
    signer: string;
    keyNamed: string;
    lead: string;
    decision: string;
    at: string;
    channel: string;
    controller: string;
    recipients: string;
    bureaus: string;
    purposes: string;
    told: string;
    signed: string;
    person: string;
    validity: string;
    entry: string;
    version: (version: number) => string;
    unchecked: string;
  };
  withdrawnLater: (at: string) => string;
  erasedRecord: string;
  beijing: string;
  limits: readonly string[];
  erasedLimit: string;
  leadLimit: string;
  keyLimit: string;
}

const zhCn: VerdictWords = {
  title: '电子证据文件核验',
  outcomes: {
    proven: '已证明：文件中的授权记录自写入日志以来未被改动，检查点由您提供的密钥签名。',
    consistent:
      '前后一致，但尚未证明：未提供日志公钥，只能用文件自带的密钥核验，伪造文件的人同样可以放入自己的密钥。请从可信渠道取得公钥后，用 --key 再次核验。',
    failed: '未通过：文件内容有误或被改动，不能作为证据使用。具体问题见下。',
  },
  unreadable: '无法核验：这不是本程序能读取的证据文件。',
  states: { passed: '通过', failed: '未通过', skipped: '未能进行' },
  checks: {
    shape: '文件格式与版本',
    form: '表单摘要',
    notices: '授权文本摘要',
    records: '授权记录与日志承诺',
    leaves: '日志条目与记录、文本一致',
    inclusion: '条目在日志中的位置',
    key: '日志密钥',
    signature: '检查点签名',
    times: '时间合理',
  },
  faults: {
    not_json: '内容不是规范的 JSON',
    not_evidence: '不是 jinjian-evidence 文件',
    unknown_version: '证据文件的版本未知',
    malformed: '缺少内容或格式不对',
    too_many: '列出的内容过多（每个列表最多 10,000 项，换钥声明最多 100 份）',
    no_decision: '文件中没有任何决定',
    erased_flag: '“已删除”标记与记录不符',
    form_digest: '表单：内容与其摘要不符，表单被改动',
    notice_digest: '授权文本：内容与其摘要不符，文本被改动',
    notice_twice: '授权文本：同一版本出现两次',
    notice_missing: '授权文本：缺少日志条目所指的文本',
    salt_malformed: '盐：不是 32 字节的规范编码',
    commitment: '记录或盐：与日志条目中的承诺不符，记录或盐被改动',
    leaf_malformed: '日志条目：写法不合规范',
    decision: '决定：记录与日志条目不一致',
    time: '时间：记录与日志条目不一致',
    notice: '授权文本：与日志条目所指的编号、版本或摘要不一致',
    record_form: '表单：记录所指的与文件所附的不一致',
    record_tenant: '机构：记录所指的与文件不一致',
    record_lead: '申请：记录所指的与文件不一致',
    not_in_form: '授权文本：不在这张表单所列的授权之中',
    index: '序号：超出检查点的日志大小',
    index_order: '序号：没有按日志的先后排列',
    proof_malformed: '证明：哈希不是 32 字节的规范编码',
    proof_length: '证明：哈希的个数与序号、日志大小不符',
    root: '证明：算不出检查点的根哈希（条目、序号、证明、日志大小或根被改动）',
    key_malformed: '密钥：文件中的日志公钥无效',
    key_other: '密钥：文件由另一把密钥签名，不是您提供的日志公钥',
    rollover: '密钥：换钥声明无效或不连续',
    origin: '日志：检查点、密钥与机构所指的不是同一个日志',
    checkpoint_malformed: '检查点：写法不合规范',
    signer: '签名：检查点不是由文件所列的密钥签名',
    signature: '签名：检查点的签名无效（日志名、大小、根或签名被改动）',
    order: '时间：后一项决定早于前一项',
    after_file: '时间：决定晚于文件生成时间',
    future: '时间：文件生成时间在将来',
    created: '时间：申请时间与第一项决定的时间不一致',
  },
  place: (at) => `（位置：${at}）`,
  more: (more) => `另有 ${more} 项`,
  headings: { checks: '逐项核验', faults: '问题', decisions: '申请人的决定', limits: '本文件不能说明的' },
  labels: {
    outcome: '结论',
    log: '日志',
    checkpoint: (size) => `检查点含 ${size} 个条目`,
    key: '公钥',
    keyGiven: '由核验者提供',
    keyFromFile: '取自文件本身，未经证实',
    signer: '签名公钥',
    keyNamed: '由上述公钥以换钥声明指定',
    lead: '申请',
    decision: '决定',
    at: '时间',
    channel: '方式',
    controller: '个人信息处理者',
    recipients: '接收方',
    bureaus: '征信机构',
    purposes: '目的',
    told: '说明',
    signed: '签署方式（服务器记录）',
    person: '本人',
    validity: '有效期',
    entry: '日志序号',
    version: (version) => `第 ${version} 版`,
    unchecked: '以下为文件自称的内容，核验未通过，不可采信。',
  },
  withdrawnLater: (at) => `其后于 ${at} 撤回`,
  erasedRecord: '记录与盐已删除：仍可证明有人在此时就此文本作出此决定，但不能再证明是谁。',
  beijing: '北京时间',
  limits: [
    '文件不含姓名、证件号码等填写内容；填写内容不是授权的证据。',
    '文件没有列出的决定（例如之后的撤回）无法由文件本身看出，可对照申请人的回执。',
    '展示情况与设备由浏览器自报，服务器没有核实；日志只证明它此后未被改动。',
  ],
  erasedLimit: '申请人的个人信息已删除，文件不能再把这些决定与某一个人、某一申请编号对应。',
  leadLimit: '在申请表上作出的决定采用旧版记录，只写明同一次提交，没有写明申请编号；申请编号由公司陈述。',
  keyLimit: '日志公钥取自文件本身，签名只说明文件前后一致。',
};

const en: VerdictWords = {
  title: 'Verification of an evidence file',
  outcomes: {
    proven:
      'PROVEN: the decisions in this file have not changed since they were logged, and the checkpoint is signed by the key that you gave.',
    consistent:
      'CONSISTENT, NOT PROVEN: no log key was given, so the key in the file itself was used, and a forger could have put their own there. Get the key from a source that you trust and verify again with --key.',
    failed:
      'FAILED: the file is faulty or was altered and must not be used as evidence. What is wrong is named below.',
  },
  unreadable: 'UNREADABLE: this is not an evidence file that this program can read.',
  states: { passed: 'pass', failed: 'FAIL', skipped: 'not possible' },
  checks: {
    shape: 'file format and version',
    form: 'digest of the form',
    notices: 'digests of the notices',
    records: 'records against the log’s commitments',
    leaves: 'log entries against records and notices',
    inclusion: 'place of the entries in the log',
    key: 'key of the log',
    signature: 'signature of the checkpoint',
    times: 'plausible times',
  },
  faults: {
    not_json: 'the content is not well-formed JSON',
    not_evidence: 'this is no jinjian-evidence file',
    unknown_version: 'the version of the evidence file is unknown',
    malformed: 'a member is missing or is not what it must be',
    too_many: 'too much is listed (at most 10,000 in any list, 100 key rollovers)',
    no_decision: 'there is no decision in the file',
    erased_flag: 'the mark of erasure does not fit the records',
    form_digest: 'form: its content is not that of its digest; the form was altered',
    notice_digest: 'text: the notice is not that of its digest; the text was altered',
    notice_twice: 'text: the same version of a notice is there twice',
    notice_missing: 'text: the notice that a log entry names is not in the file',
    salt_malformed: 'salt: not the one encoding of 32 bytes',
    commitment: 'record or salt: not what the log entry commits to; one of the two was altered',
    leaf_malformed: 'log entry: not written as log entries are',
    decision: 'decision: record and log entry differ',
    time: 'time: record and log entry differ',
    notice: 'text: not the id, version or digest that the log entry names',
    record_form: 'form: the record names another one than the file holds',
    record_tenant: 'company: the record names another one than the file',
    record_lead: 'lead: the record belongs to another one than the file',
    not_in_form: 'text: not among the consents that this form asks for',
    index: 'index: past the size of the log in the checkpoint',
    index_order: 'index: the decisions are not in the order of the log',
    proof_malformed: 'proof: not the one encoding of a 32-byte hash',
    proof_length: 'proof: the number of hashes does not fit index and size',
    root: 'proof: does not lead to the root in the checkpoint (entry, index, proof, size or root was altered)',
    key_malformed: 'key: the log key in the file is not valid',
    key_other: 'key: the file is signed by another key than the one that you gave',
    rollover: 'key: a key rollover note is not valid or the notes do not connect',
    origin: 'log: checkpoint, key and company do not speak of one log',
    checkpoint_malformed: 'checkpoint: not written as checkpoints are',
    signer: 'signature: the checkpoint is not signed by the key in the file',
    signature: 'signature: not valid for this checkpoint (origin, size, root or signature was altered)',
    order: 'time: a later decision is dated before an earlier one',
    after_file: 'time: a decision is dated after the file was made',
    future: 'time: the file was made in the future',
    created: 'time: the lead is not dated as its first decision is',
  },
  place: (at) => ` (at ${at})`,
  more: (more) => `and ${more} more`,
  headings: {
    checks: 'Checks',
    faults: 'What is wrong',
    decisions: 'What the applicant decided',
    limits: 'What this file does not show',
  },
  labels: {
    outcome: 'Verdict',
    log: 'Log',
    checkpoint: (size) => `checkpoint of ${size} ${size === 1 ? 'entry' : 'entries'}`,
    key: 'Key',
    keyGiven: 'given by you',
    keyFromFile: 'from the file itself, UNPROVEN',
    signer: 'Signed by',
    keyNamed: 'named by it in key rollover notes',
    lead: 'Lead',
    decision: 'decision',
    at: 'time',
    channel: 'how',
    controller: 'asked by',
    recipients: 'recipients',
    bureaus: 'credit bureaus',
    purposes: 'purposes',
    told: 'told with it',
    signed: 'signed (as the server saw it)',
    person: 'person',
    validity: 'validity',
    entry: 'log entry',
    version: (version) => `version ${version}`,
    unchecked: 'What follows is what the file claims. It failed verification: do not rely on it.',
  },
  withdrawnLater: (at) => `withdrawn later, ${at}`,
  erasedRecord:
    'record and salt were erased: that someone decided this on this text at this time is still proven, who it was no longer is.',
  beijing: 'UTC+8',
  limits: [
    'It holds no names, numbers or other answers: answers are no evidence of consent.',
    'A decision that was left out (a later withdrawal, say) can’t be told from the file; compare the applicant’s receipt.',
    'How a consent was shown, and on which device, is the client’s own word, which the server did not check; the log proves only that it has not changed since.',
  ],
  erasedLimit:
    'The applicant’s data were erased: these decisions can no longer be tied to one person, nor to the id of a lead.',
  leadLimit:
    'The records of what was decided on the form are of an older version: they name one submission and no lead. The id of the lead is the company’s word.',
  keyLimit:
    'The log key came from the file itself: the signature shows no more than that the file agrees with itself.',
};

export const verdictWords: Record<EvidenceLanguage, VerdictWords> = { 'zh-CN': zhCn, en };
