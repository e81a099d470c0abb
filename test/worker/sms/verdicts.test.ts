/** Owns the check that a vendor's body, and nothing else, says what became of a code, and what of it is logged. */
import { describe, expect, it, vi } from 'vitest';
import { judgeAliyun } from '../../../worker/sms/aliyun.ts';
import { consoleLine, sendToConsole } from '../../../worker/sms/console.ts';
import { sendCode } from '../../../worker/sms/send-code.ts';
import { judgeTencent } from '../../../worker/sms/tencent.ts';

const message = { phone: '13800138000', code: '004217', minutes: 5 };

describe('Aliyun', () => {
  it.each([
    [{ Code: 'OK', BizId: '1^0', Message: 'OK', RequestId: 'x' }, { outcome: 'sent' }],
    [
      { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message: '触发小时级流控Permits:5' },
      { outcome: 'failed', reason: 'isv.BUSINESS_LIMIT_CONTROL' },
    ],
    [
      { Code: 'SignatureDoesNotMatch', Recommend: 'https://…' },
      { outcome: 'failed', reason: 'SignatureDoesNotMatch' },
    ],
    [{ Code: 'ok' }, { outcome: 'failed', reason: 'ok' }],
    [{ Code: '13800138000 is wrong' }, { outcome: 'failed', reason: 'unreadable_answer' }],
    [{ code: 'OK' }, { outcome: 'failed', reason: 'unreadable_answer' }],
    [undefined, { outcome: 'failed', reason: 'unreadable_answer' }],
    ['OK', { outcome: 'failed', reason: 'unreadable_answer' }],
    [null, { outcome: 'failed', reason: 'unreadable_answer' }],
  ])('%j', (body, told) => {
    expect(judgeAliyun(body)).toEqual(told);
  });
});

describe('Tencent Cloud', () => {
  const answer = (status: unknown) => ({ Response: { SendStatusSet: [status], RequestId: 'x' } });
  it.each([
    [answer({ Code: 'Ok', PhoneNumber: '+8613800138000', Fee: 1 }), { outcome: 'sent' }],
    [
      answer({ Code: 'LimitExceeded.PhoneNumberOneHourLimit', PhoneNumber: '+8613800138000' }),
      { outcome: 'failed', reason: 'LimitExceeded.PhoneNumberOneHourLimit' },
    ],
    [
      { Response: { Error: { Code: 'AuthFailure.SignatureFailure', Message: '…' }, RequestId: 'x' } },
      { outcome: 'failed', reason: 'AuthFailure.SignatureFailure' },
    ],
    [
      { Response: { Error: { Code: 'X' }, SendStatusSet: [{ Code: 'Ok' }] } },
      { outcome: 'failed', reason: 'X' },
    ],
    [{ Response: { SendStatusSet: [] } }, { outcome: 'failed', reason: 'unreadable_answer' }],
    [{ Response: {} }, { outcome: 'failed', reason: 'unreadable_answer' }],
    [answer({ Code: 'OK' }), { outcome: 'failed', reason: 'OK' }],
    [undefined, { outcome: 'failed', reason: 'unreadable_answer' }],
  ])('%j', (body, told) => {
    expect(judgeTencent(body)).toEqual(told);
  });
});

describe('the console', () => {
  it('shows the code and only the ends of the phone, on one line', () => {
    const line = consoleLine('acme', message);
    expect(line).toBe('SMS code (console provider, acme): 138****8000 gets 004217, good for 5 minutes');
    const log = vi.spyOn(console, 'log').mockReturnValue();
    expect(sendToConsole('acme', message)).toEqual({ outcome: 'sent' });
    expect(log.mock.calls).toEqual([[line]]);
    log.mockRestore();
  });
  it('shows nothing outside development', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    expect(await sendCode('acme', { provider: 'console' }, message, 0, false)).toEqual({
      outcome: 'failed',
      reason: 'console_in_production',
    });
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });
});
