/** Owns what a monitor says to people, in Chinese and English; must not know how a log is checked. */
import type { LogFault } from './log-wrong.ts';
import type { Language } from './monitor-options.ts';

interface Words {
  firstUse(key: string): string;
  rollover(key: string): string;
  first(size: number): string;
  same(size: number): string;
  grown(size: number, more: number): string;
  root(root: string): string;
  walked(count: number): string;
  wrong(fault: string, detail: string): string;
  evidence(path: string): string;
  unchecked(reason: string): string;
  foreignState(path: string): string;
  brokenState(path: string): string;
  faults: Record<LogFault, string>;
}

const zhCn: Words = {
  firstUse: (key) => `首次信任日志自称的公钥，请与机构另行公布的核对：${key}`,
  rollover: (key) => `公钥已更换，新公钥由旧公钥签名指定：${key}`,
  first: (size) => `首次检查：共 ${size} 条，签名有效，与所发布的数据相符`,
  same: (size) => `一致：共 ${size} 条，与上次相同`,
  grown: (size, more) => `一致：共 ${size} 条，比上次多 ${more} 条，原有内容未变`,
  root: (root) => `根哈希 ${root}`,
  walked: (count) => `已逐条核对 ${count} 条`,
  wrong: (fault, detail) => `异常：${fault}${detail === '' ? '' : `（${detail}）`}`,
  evidence: (path) => `前后两份签名记录已保存为证据：${path}`,
  unchecked: (reason) => `未能完成检查：${reason}`,
  foreignState: (path) => `状态文件属于另一份日志或另一把公钥：${path}`,
  brokenState: (path) => `状态文件无法读取：${path}`,
  faults: {
    malformed_note: '返回的内容不是签名记录',
    no_known_signature: '没有所信任公钥的签名',
    bad_signature: '签名无效',
    malformed_checkpoint: '检查点格式有误',
    foreign_origin: '检查点属于另一份日志',
    malformed_rollover: '更换公钥的记录有误',
    key_changed: '公钥已更换，而旧公钥没有签名指定新公钥',
    shrunk: '日志变短了',
    forked: '同一条数签过两个不同的根哈希，日志已分叉',
    inconsistent: '上次看到的内容已被改动，日志前后不一致',
    other_tiles: '所发布的哈希与签名的根哈希不符',
    other_entries: '所发布的条目与签名的根哈希不符',
    missing: '已签名的内容没有提供',
    refuses_to_sign: '服务器发现数据与已签名的检查点矛盾，拒绝签发',
  },
};

const en: Words = {
  firstUse: (key) =>
    `Trusting the key that the log itself names; compare it with what the company publishes: ${key}`,
  rollover: (key) => `The key has changed; the old key signed for the new one: ${key}`,
  first: (size) => `First check: ${size} entries, signature valid, published data match`,
  same: (size) => `Consistent: ${size} entries, as at the last check`,
  grown: (size, more) =>
    `Consistent: ${size} entries, ${more} more than at the last check, the earlier ones unchanged`,
  root: (root) => `Root ${root}`,
  walked: (count) => `${count} entries checked one by one`,
  wrong: (fault, detail) => `WRONG: ${fault}${detail === '' ? '' : ` (${detail})`}`,
  evidence: (path) => `Both signed notes are kept as evidence: ${path}`,
  unchecked: (reason) => `Could not be checked: ${reason}`,
  foreignState: (path) => `The state file is that of another log or key: ${path}`,
  brokenState: (path) => `The state file cannot be read: ${path}`,
  faults: {
    malformed_note: 'what the log serves is not a signed note',
    no_known_signature: 'not signed by the trusted key',
    bad_signature: 'the signature is not valid',
    malformed_checkpoint: 'the checkpoint is malformed',
    foreign_origin: 'the checkpoint is that of another log',
    malformed_rollover: 'the note that names the new key is wrong',
    key_changed: 'the key has changed, and the old key has not signed for a new one',
    shrunk: 'the log has become shorter',
    forked: 'two roots were signed for the same size: the log has forked',
    inconsistent: 'what was there at the last check has been changed',
    other_tiles: 'the published hashes do not match the signed root',
    other_entries: 'the published entries do not match the signed root',
    missing: 'something that was signed for is not served',
    refuses_to_sign: 'the server finds that its data contradict a signed checkpoint, and signs no more',
  },
};

export const monitorWords: Record<Language, Words> = { 'zh-CN': zhCn, en };
