/** Owns the check of both vendors' request signatures against the examples that the vendors publish; no calls. */
import { describe, expect, it } from 'vitest';
import { aliyunHeaders, canonicalQuery } from '../../../worker/sms/aliyun-signature.ts';
import { tencentAuthorization } from '../../../worker/sms/tencent-signature.ts';

describe('Aliyun, ACS3-HMAC-SHA256', () => {
  /** The fixed values of help.aliyun.com, "V3 request structure and signature". */
  const example = {
    host: 'ecs.cn-shanghai.aliyuncs.com',
    action: 'RunInstances',
    version: '2014-05-26',
    query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
    accessKeyId: 'YourAccessKeyId',
    accessKeySecret: 'YourAccessKeySecret',
    atMs: Date.parse('2023-10-26T10:22:32.987Z'),
    nonce: '3156853299f313e23d1673dc12e1703d',
  };

  it('signs the published example as published', async () => {
    expect(await aliyunHeaders(example)).toEqual({
      authorization:
        'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
      'x-acs-action': 'RunInstances',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-acs-date': '2023-10-26T10:22:32Z',
      'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
      'x-acs-version': '2014-05-26',
    });
  });
  it('encodes as RFC 3986 and sorts by name, not by the joined text', () => {
    expect(canonicalQuery({ b: "a b*~!'()", A: '张', a1: '1', a: '=&' })).toBe(
      'A=%E5%BC%A0&a=%3D%26&a1=1&b=a%20b%2A~%21%27%28%29',
    );
    // '=' sorts after digits: sorted as joined, `a1=` would come first.
    expect(canonicalQuery({ a: '', a1: '' })).toBe('a=&a1=');
  });
});

describe('Tencent Cloud, TC3-HMAC-SHA256', () => {
  it('signs the published example as published', async () => {
    // cloud.tencent.com, "Signature v3": the body is ASCII with escapes, exactly as printed there.
    const body = String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`;
    expect(
      await tencentAuthorization({
        host: 'cvm.tencentcloudapi.com',
        service: 'cvm',
        secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
        secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
        atSeconds: 1551113065,
        body,
      }),
    ).toBe(
      'TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
    );
  });
});
